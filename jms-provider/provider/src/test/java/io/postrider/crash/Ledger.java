package io.postrider.crash;

import io.postrider.crash.LedgerTransaction.Outcome;
import io.postrider.crash.LedgerTransaction.Place;
import io.postrider.crash.Violations.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps account of what a provider has promised, over all runs of the load process, and says where a promise is broken:
 *
 * <ul>
 *   <li>what was confirmed is delivered, and again until its acknowledgement has begun;
 *   <li>what was taken in a committed transaction does not come back;
 *   <li>nothing is delivered again without being flagged as redelivered;
 *   <li>a transaction's messages are delivered all or none, and none where it did not commit;
 *   <li>a prepared branch is found in doubt after each crash until its outcome, and holds what it took;
 *   <li>what one transaction took, no other takes: moving from queue to queue neither loses nor doubles;
 *   <li>messages of one session reach the only consumer of an endpoint in order, from one reset to the next;
 *   <li>nothing is flagged that no consumer can have seen.
 * </ul>
 */
final class Ledger {
    private final Map<String, List<String>> endpointsByProducer;
    private final Set<String> orderedEndpoints;
    private final Set<String> unseenEndpoints;

    private final Set<MessageName> confirmed = new HashSet<>();
    private final Map<String, Map<MessageName, State>> stateByEndpoint = new HashMap<>();
    private final Map<String, Map<String, MessageName>> lastByEndpointAndProducer = new HashMap<>();
    private final Map<String, LedgerTransaction> transactions = new LinkedHashMap<>();
    private final Map<MessageName, LedgerTransaction> transactionByMessage = new HashMap<>();
    private final Map<Place, LedgerTransaction> takenByPrepared = new HashMap<>();
    private final Set<LedgerTransaction> toBeFoundInDoubt = new HashSet<>();
    private final Violations violations = new Violations();
    private long deliveries;
    private long redeliveries;
    private long foundInDoubt;
    private boolean draining;
    private final AtomicBoolean hangs = new AtomicBoolean();

    /** What is known of a message at one endpoint. */
    private enum State {
        DELIVERED,
        ACKNOWLEDGEMENT_BEGUN,
        TAKEN_FOR_GOOD
    }

    /**
     * An empty ledger.
     *
     * @param endpointsByProducer at which endpoints (queues, subscriptions) each producer's messages must arrive
     * @param orderedEndpoints those with one consumer
     * @param unseenEndpoints those without any consumer before the final draining
     */
    Ledger(Map<String, List<String>> endpointsByProducer, Set<String> orderedEndpoints, Set<String> unseenEndpoints) {
        this.endpointsByProducer = endpointsByProducer;
        this.orderedEndpoints = orderedEndpoints;
        this.unseenEndpoints = unseenEndpoints;
    }

    /** The process was started anew: what had not been acknowledged comes again. */
    void restarted() {
        lastByEndpointAndProducer.clear();
        toBeFoundInDoubt.clear();
        toBeFoundInDoubt.addAll(takenByPrepared.values());
    }

    /** From now on all endpoints are emptied, by one consumer each. */
    void drainingBegins() {
        restarted();
        draining = true;
    }

    void record(Event event) {
        switch (event.kind()) {
            case READY -> ready();
            case DONE -> {
                // nothing is promised by that
            }
            case SENT -> confirmed.add(MessageName.parse(event.name(0)));
            case DELIVERED ->
                delivered(event.name(0), MessageName.parse(event.name(1)), Integer.parseInt(event.name(2)));
            case ACKNOWLEDGING ->
                states(event.name(0)).put(MessageName.parse(event.name(1)), State.ACKNOWLEDGEMENT_BEGUN);
            case RESET -> lastByEndpointAndProducer.remove(event.name(0));
            case SENDING -> sending(event.name(0), MessageName.parse(event.name(1)));
            case TAKING ->
                transaction(event.name(0)).taken().add(new Place(event.name(1), MessageName.parse(event.name(2))));
            case PREPARING -> {
                // it may be found in doubt from now on
            }
            case PREPARED -> prepared(transaction(event.name(0)));
            case IN_DOUBT -> foundInDoubt(event.name(0));
            case COMMITTING -> committing(transaction(event.name(0)));
            case COMMITTED -> committed(transaction(event.name(0)));
            case ROLLING_BACK -> rolledBack(transaction(event.name(0)));
            case DAMAGED, FAILED -> violations.add(Kind.OTHER, event.toLine());
        }
    }

    private void sending(String transactionName, MessageName message) {
        LedgerTransaction transaction = transaction(transactionName);
        transaction.sent().add(message);
        transactionByMessage.put(message, transaction);
    }

    private void prepared(LedgerTransaction transaction) {
        transaction.becomes(Outcome.PREPARED);
        transaction.taken().forEach(place -> takenByPrepared.put(place, transaction));
    }

    private void foundInDoubt(String name) {
        LedgerTransaction transaction = transaction(name);
        if (transaction.is(Outcome.COMMITTED)) {
            violations.add(Kind.SEEN_AGAIN, name + " is in doubt, though its commit was confirmed");
        }
        toBeFoundInDoubt.remove(transaction);
        foundInDoubt++;
        prepared(transaction);
    }

    /** Recovery is over. */
    private void ready() {
        for (LedgerTransaction transaction : toBeFoundInDoubt) {
            violations.add(Kind.LOST, "a prepared branch is gone, with " + transaction.taken());
        }
        toBeFoundInDoubt.clear();
    }

    private void committing(LedgerTransaction transaction) {
        transaction.becomes(Outcome.COMMITTING);
        for (Place place : transaction.taken()) {
            takenByPrepared.remove(place);
            states(place.endpoint()).put(place.message(), State.ACKNOWLEDGEMENT_BEGUN);
        }
    }

    private void committed(LedgerTransaction transaction) {
        transaction.becomes(Outcome.COMMITTED);
        confirmed.addAll(transaction.sent());
        for (Place place : transaction.taken()) {
            states(place.endpoint()).put(place.message(), State.TAKEN_FOR_GOOD);
        }
    }

    private void rolledBack(LedgerTransaction transaction) {
        transaction.becomes(Outcome.ROLLED_BACK);
        for (Place place : transaction.taken()) {
            takenByPrepared.remove(place);
            states(place.endpoint()).put(place.message(), State.DELIVERED);
            lastByEndpointAndProducer.remove(place.endpoint());
        }
    }

    private void delivered(String endpoint, MessageName message, int deliveryCount) {
        deliveries++;
        State before = states(endpoint).put(message, State.DELIVERED);
        if (takenByPrepared.containsKey(new Place(endpoint, message))) {
            violations.add(
                    Kind.DOUBLED, message + " was delivered at " + endpoint + " while a prepared branch holds it");
        }
        if (before == State.TAKEN_FOR_GOOD) {
            violations.add(Kind.SEEN_AGAIN, message + " came back to " + endpoint + " after the commit that took it");
        }
        if (before != null) {
            redeliveries++;
            if (deliveryCount < 2) {
                violations.add(Kind.DOUBLED, message + " was delivered again at " + endpoint + " and is not flagged");
            }
        }
        if (deliveryCount > 1 && unseenEndpoints.contains(endpoint)) {
            violations.add(Kind.OTHER, message + " is flagged at " + endpoint + ", where nobody can have seen it");
        }
        checkMayExist(message);
        checkOrder(endpoint, message);
    }

    private void checkMayExist(MessageName message) {
        if (message.isTransacted()) {
            LedgerTransaction transaction = transactionByMessage.get(message);
            if (transaction == null || !transaction.mayBeSeen()) {
                violations.add(Kind.OTHER, message + " was delivered, but its transaction never committed");
            }
        }
    }

    private void checkOrder(String endpoint, MessageName message) {
        if (!draining && !orderedEndpoints.contains(endpoint)) {
            return;
        }
        Map<String, MessageName> lastByProducer =
                lastByEndpointAndProducer.computeIfAbsent(endpoint, unused -> new HashMap<>());
        MessageName last = lastByProducer.put(message.producer(), message);
        if (last != null && !last.precedes(message)) {
            violations.add(Kind.OUT_OF_ORDER, message + " came after " + last + " at " + endpoint);
        }
    }

    /** To be called once everything has been drained: what is missing now is lost. */
    void close() {
        checkTransactions();
        for (MessageName message : confirmed) {
            for (String endpoint : endpointsByProducer.get(message.producer())) {
                checkArrived(message, endpoint);
            }
        }
    }

    private void checkTransactions() {
        Set<Place> taken = new HashSet<>();
        for (LedgerTransaction transaction : transactions.values()) {
            checkAllOrNone(transaction);
            for (Place place : happened(transaction) ? transaction.taken() : List.<Place>of()) {
                if (!taken.add(place)) {
                    violations.add(
                            Kind.DOUBLED,
                            place.message() + " was taken from " + place.endpoint() + " by two transactions");
                }
            }
        }
        for (LedgerTransaction transaction : transactions.values()) {
            if (transaction.is(Outcome.COMMITTING) && !transaction.sent().isEmpty() && !happened(transaction)) {
                for (Place place : transaction.taken()) {
                    if (!taken.contains(place)) {
                        violations.add(
                                Kind.LOST,
                                place.message() + " left " + place.endpoint() + " in a transaction that sent nothing");
                    }
                }
            }
        }
    }

    /** Where the process died while committing, what arrived tells. */
    private boolean happened(LedgerTransaction transaction) {
        return transaction.is(Outcome.COMMITTED)
                || transaction.is(Outcome.COMMITTING)
                        && transaction.sent().stream().anyMatch(this::arrivedSomewhere);
    }

    private void checkAllOrNone(LedgerTransaction transaction) {
        long arrived =
                transaction.sent().stream().filter(this::arrivedSomewhere).count();
        if (arrived != 0 && arrived != transaction.sent().size()) {
            violations.add(
                    Kind.LOST,
                    arrived + " of " + transaction.sent().size() + " messages of one transaction arrived: "
                            + transaction.sent());
        }
    }

    private boolean arrivedSomewhere(MessageName message) {
        return endpointsByProducer.get(message.producer()).stream()
                .anyMatch(endpoint -> states(endpoint).containsKey(message));
    }

    private void checkArrived(MessageName message, String endpoint) {
        State state = states(endpoint).get(message);
        if (state == null) {
            violations.add(Kind.LOST, message + " was confirmed, and never arrived at " + endpoint);
        } else if (state == State.DELIVERED) {
            violations.add(
                    Kind.LOST, message + " was delivered at " + endpoint + ", not acknowledged, and never came back");
        }
    }

    /** How many messages the provider has promised to keep. */
    int confirmedCount() {
        return confirmed.size();
    }

    /** The process had to be ended by force, as nothing came any more. Safe for all threads. */
    void hangs() {
        hangs.set(true);
    }

    List<String> violations() {
        if (hangs.get()) {
            violations.add(Kind.OTHER, "the process hangs");
        }
        return violations.all();
    }

    @Override
    public String toString() {
        return confirmed.size() + " messages confirmed, " + deliveries + " deliveries, " + redeliveries
                + " of them again, " + transactions.size() + " transactions, branches found in doubt " + foundInDoubt
                + " times; " + violations;
    }

    private LedgerTransaction transaction(String name) {
        return transactions.computeIfAbsent(name, unused -> new LedgerTransaction());
    }

    private Map<MessageName, State> states(String endpoint) {
        return stateByEndpoint.computeIfAbsent(endpoint, unused -> new HashMap<>());
    }
}

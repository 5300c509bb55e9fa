package io.postrider.broker.model;

import io.postrider.broker.model.ModelTransaction.State;
import io.postrider.broker.model.World.Client;
import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.EndMode;
import io.postrider.protocol.link.StartMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Local transactions and branches: one random command after the other. */
final class Transactions {
    private static final int MAX_OPEN = 6;

    private final World world;
    private final Model model;
    private final Random random;
    private final Operations operations;

    Transactions(World world, Operations operations) {
        this.world = world;
        this.operations = operations;
        model = world.model;
        random = world.random;
    }

    void next() {
        int dice = random.nextInt(20);
        if (dice < 2) {
            begin();
        } else if (dice < 8) {
            send();
        } else if (dice < 14) {
            acknowledge();
        } else if (dice < 17) {
            endLocal();
        } else {
            endBranch();
        }
    }

    private void begin() {
        if (model.transactions.size() + model.branches.size() >= MAX_OPEN) {
            return;
        }
        Client client = world.anyClient();
        long number = world.nextNumber();
        if (random.nextBoolean()) {
            model.transactions.put(number, new ModelTransaction(number, client.slot, null));
            return;
        }
        byte[] global = ByteBuffer.allocate(8).putLong(number).array();
        BranchId id = new BranchId(1, global, new byte[] {1});
        ModelTransaction branch = new ModelTransaction(number, client.slot, id);
        world.step(
                "link " + client.slot + " starts " + branch,
                () -> model.branches.put(id, branch),
                () -> Outcome.of(client.link.startBranch(number, id, StartMode.NEW, 0)));
    }

    private ModelTransaction anyActive() {
        List<ModelTransaction> active = new ArrayList<>(model.transactions.values());
        model.branches.values().stream()
                .filter(branch -> branch.state == State.ACTIVE)
                .forEach(active::add);
        return active.isEmpty() ? null : active.get(random.nextInt(active.size()));
    }

    private void send() {
        ModelTransaction transaction = anyActive();
        if (transaction == null) {
            return;
        }
        Client client = world.client(transaction.link);
        Sent message = operations.message(client, transaction.session());
        Sent sent = transaction.branch == null ? operations.named(message) : message;
        Outcome outcome = new Outcome();
        world.step(
                "link " + client.slot + " sends " + sent + " to " + sent.destination() + " in " + transaction,
                () -> {},
                () -> {
                    client.link.send(sent.message(), transaction.number, outcome);
                    if (operations.isTaken(sent, outcome)) {
                        model.sendIn(transaction, sent);
                    }
                });
    }

    private void acknowledge() {
        ModelTransaction transaction = anyActive();
        ModelConsumer consumer = operations.anyHolder();
        if (transaction == null || consumer == null || consumer.link != transaction.link) {
            return;
        }
        long first = operations.anyTag(consumer);
        long last = first + random.nextInt(3);
        Outcome outcome = new Outcome();
        world.step(
                consumer + " acknowledges " + first + " to " + last + " in " + transaction,
                () -> model.acknowledge(consumer, first, last, transaction),
                () -> {
                    BrokerLink link = world.client(transaction.link).link;
                    link.acknowledge(consumer.number, first, last, transaction.number, outcome);
                    outcome.requireDone();
                });
    }

    private void endLocal() {
        if (model.transactions.isEmpty()) {
            return;
        }
        ModelTransaction transaction = model.transactions.values().iterator().next();
        BrokerLink link = world.client(transaction.link).link;
        boolean commit = random.nextInt(3) > 0;
        Outcome outcome = new Outcome();
        world.step(
                (commit ? "commit " : "rollback ") + transaction,
                () -> {
                    if (commit) {
                        model.commit(transaction);
                    } else {
                        model.rollback(transaction);
                    }
                },
                () -> {
                    if (commit) {
                        link.commit(transaction.number, null, outcome);
                    } else {
                        link.rollback(transaction.number, outcome);
                    }
                    outcome.requireDone();
                });
    }

    private void endBranch() {
        if (model.branches.isEmpty()) {
            return;
        }
        List<ModelTransaction> branches = List.copyOf(model.branches.values());
        ModelTransaction branch = branches.get(random.nextInt(branches.size()));
        switch (branch.state) {
            case ACTIVE -> end(branch);
            case ENDED -> {
                switch (random.nextInt(4)) {
                    case 0 -> commit(branch, true);
                    case 1 -> rollback(branch);
                    default -> prepare(branch);
                }
            }
            case PREPARED -> {
                if (random.nextInt(3) == 0) {
                    rollback(branch);
                } else {
                    commit(branch, false);
                }
            }
        }
    }

    private void end(ModelTransaction branch) {
        BrokerLink link = world.client(branch.link).link;
        if (random.nextInt(3) == 0) {
            world.step("suspend and resume " + branch, () -> {}, () -> {
                Outcome.of(link.endBranch(branch.number, branch.branch, EndMode.SUSPEND));
                Outcome.of(link.startBranch(branch.number, branch.branch, StartMode.RESUME, 0));
            });
            return;
        }
        world.step(
                "end " + branch,
                () -> branch.state = State.ENDED,
                () -> Outcome.of(link.endBranch(branch.number, branch.branch, EndMode.SUCCESS)));
    }

    /** By the link that worked on it, or another one if it is prepared: its own may be gone. */
    private BrokerLink linkFor(ModelTransaction branch) {
        return branch.state == State.PREPARED ? world.anyClient().link : world.client(branch.link).link;
    }

    private void prepare(ModelTransaction branch) {
        BrokerLink link = linkFor(branch);
        boolean work = world.ask("prepare " + branch, () -> Outcome.of(link.prepareBranch(branch.branch)));
        model.require(work || branch.isEmpty(), "prepare found nothing to do in " + branch);
        if (work) {
            branch.state = State.PREPARED;
            branch.preparedAtMillis = model.nowMillis();
        } else {
            model.forget(branch);
        }
        world.settle();
    }

    private void commit(ModelTransaction branch, boolean onePhase) {
        BrokerLink link = linkFor(branch);
        world.step(
                "commit " + (onePhase ? "in one phase " : "") + branch,
                () -> model.commit(branch),
                () -> Outcome.of(link.commitBranch(branch.branch, onePhase, null)));
        unknown(link, branch);
    }

    private void rollback(ModelTransaction branch) {
        BrokerLink link = linkFor(branch);
        world.step(
                "rollback " + branch,
                () -> model.rollback(branch),
                () -> Outcome.of(link.rollbackBranch(branch.branch)));
        unknown(link, branch);
    }

    private void unknown(BrokerLink link, ModelTransaction branch) {
        BrokerException failure = Outcome.failureOf(link.commitBranch(branch.branch, false, null));
        model.require(
                failure != null && failure.error() == BrokerError.XA_UNKNOWN_BRANCH,
                branch + " has ended, and its commit says " + failure);
    }
}

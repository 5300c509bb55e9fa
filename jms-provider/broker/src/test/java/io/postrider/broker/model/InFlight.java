package io.postrider.broker.model;

import io.postrider.broker.model.ModelTransaction.State;
import io.postrider.broker.model.World.Client;
import io.postrider.protocol.link.BrokerLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Crashes with commands under way: nobody was told that they are done, and of the units of the journal that they made, only
 * the first ones reached the disk. A command has taken effect as a whole if its unit did, and else not at all.
 */
final class InFlight {
    private final World world;
    private final Model model;
    private final Random random;
    private final Operations operations;
    private final List<Command> commands = new ArrayList<>();

    /** A command, the number of its unit, and what it does to the model if that is on the disk. */
    private record Command(String what, int unit, Runnable effect) {}

    InFlight(World world, Operations operations) {
        this.world = world;
        this.operations = operations;
        model = world.model;
        random = world.random;
    }

    void crash() {
        commands.clear();
        model.nextStep();
        world.store.hold();
        for (int i = random.nextInt(6); i >= 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> prepareOrEnd();
                case 1 -> commit();
                default -> send();
            }
        }
        int survivors = random.nextInt(world.store.waiting() + 1);
        world.history.add("the first " + survivors + " of these units reach the disk:");
        for (Command command : commands) {
            boolean survives = command.unit <= survivors;
            world.history.add("    " + command.unit + ": " + command.what + (survives ? "" : ", lost"));
            if (survives) {
                command.effect.run();
            }
        }
        world.restartAfterCrash(survivors);
    }

    /** Gives a command, and notes it with its unit, which is the last one by then. Nobody may have been told that it is done. */
    private void under(String what, Outcome outcome, Runnable command, Runnable effect) {
        under(what, outcome, false, command, effect);
    }

    /**
     * As the other one.
     *
     * @param passing whether nothing in it is for the journal
     */
    private void under(String what, Outcome outcome, boolean passing, Runnable command, Runnable effect) {
        int before = world.store.waiting();
        command.run();
        if (world.store.waiting() == before || passing && outcome.isDone()) {
            // there was nothing to journal, unless what it took the place of
            outcome.requireDone();
            effect.run();
            model.trim();
        } else {
            model.require(!outcome.isDone(), what + " is done, and not in the journal");
            commands.add(new Command(what, world.store.waiting(), effect));
        }
    }

    private void send() {
        Client client = world.anyClient();
        Sent sent = operations.message(client, "link " + client.slot);
        if (sent.persistent() && model.queues.values().stream().noneMatch(queue -> queue.mayRefuseFor(sent))) {
            Outcome outcome = new Outcome();
            under(
                    "send " + sent + " to " + sent.destination(),
                    outcome,
                    () -> client.link.send(sent.message(), BrokerLink.NO_TRANSACTION, outcome),
                    () -> model.send(sent));
        }
    }

    private void commit() {
        // what was sent before is left out, and there may be nothing to journal then
        ModelTransaction transaction = model.transactions.values().stream()
                .filter(one ->
                        one.sent.stream().allMatch(addition -> addition.sent().name() == null))
                .findFirst()
                .orElse(null);
        if (transaction != null) {
            // what becomes of it is known only after the crash, but nobody can use it before
            model.transactions.remove(transaction.number);
            Outcome outcome = new Outcome();
            BrokerLink link = world.client(transaction.link).link;
            under(
                    "commit " + transaction,
                    outcome,
                    isPassing(transaction),
                    () -> link.commit(transaction.number, null, outcome),
                    () -> model.commit(transaction));
        }
    }

    private static boolean isPassing(ModelTransaction transaction) {
        return transaction.acknowledged.stream().noneMatch(entry -> entry.sent.persistent() && entry.queue.survives)
                && transaction.sent.stream()
                        .noneMatch(addition -> addition.sent().persistent()
                                && addition.sent().destination().isQueue()
                                && !addition.sent().destination().isTemporary());
    }

    private void prepareOrEnd() {
        for (ModelTransaction branch : model.branches.values()) {
            if (branch.state == State.ENDED && !branch.isEmpty() && isNew(branch)) {
                prepare(branch);
                return;
            }
            if (branch.state == State.PREPARED && isNew(branch)) {
                end(branch);
                return;
            }
        }
    }

    private boolean isNew(ModelTransaction branch) {
        return commands.stream().noneMatch(command -> command.what.endsWith(branch.toString()));
    }

    private void prepare(ModelTransaction branch) {
        Outcome outcome = new Outcome();
        under(
                "prepare " + branch,
                outcome,
                () -> world.client(branch.link)
                        .link
                        .prepareBranch(branch.branch)
                        .thenRun(outcome::done),
                () -> {
                    branch.state = State.PREPARED;
                    branch.preparedAtMillis = model.nowMillis();
                });
    }

    private void end(ModelTransaction branch) {
        Outcome outcome = new Outcome();
        boolean commit = random.nextBoolean();
        BrokerLink link = world.anyClient().link;
        under(
                (commit ? "commit " : "rollback ") + branch,
                outcome,
                () -> (commit ? link.commitBranch(branch.branch, false, null) : link.rollbackBranch(branch.branch))
                        .thenRun(outcome::done),
                () -> {
                    if (commit) {
                        model.commit(branch);
                    } else {
                        // to bury what was tried too often is a unit of its own, which comes after this one's end
                        model.rollbackWithoutBurials(branch);
                    }
                });
    }
}

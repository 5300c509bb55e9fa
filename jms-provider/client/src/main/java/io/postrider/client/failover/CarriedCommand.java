package io.postrider.client.failover;

import io.postrider.client.remote.RecoverableLink;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;

/** A command whose caller has a completion, or asks nothing. */
final class CarriedCommand extends Carried {
    static final Completion NOBODY = new Completion() {
        @Override
        public void done() {
            // nobody waits
        }

        @Override
        public void failed(BrokerException cause) {
            // nobody waits
        }
    };

    private final LinkSwitch links;
    private final Completion completion;
    private final Saying command;
    private Saying again;
    private boolean endsWithTheLink;
    private Runnable beginning = () -> {};

    /** Says something to a link. */
    interface Saying {
        /**
         * @param answer null where nobody asks
         */
        void to(RecoverableLink link, Completion answer);
    }

    /**
     * @param completion or null
     */
    CarriedCommand(LinkSwitch links, Completion completion, Saying command) {
        super(links);
        this.links = links;
        this.completion = completion;
        this.command = command;
        this.again = command;
    }

    /** What it changes as it begins, with the switch's lock held. */
    CarriedCommand beginning(Runnable change) {
        beginning = change;
        return this;
    }

    /** What is said to the next link instead. */
    CarriedCommand again(Saying other) {
        again = other;
        return this;
    }

    /** It undoes what is open on a link: on the next one it is done already. */
    CarriedCommand endingWithTheLink() {
        endsWithTheLink = true;
        return again((link, answer) -> {
            if (answer != null) {
                answer.done();
            }
        });
    }

    @Override
    Carried withoutWaiting() {
        return endsWithTheLink && completion != null
                ? new CarriedCommand(links, null, (link, none) -> command.to(link, NOBODY)).beginning(beginning)
                : null;
    }

    @Override
    void overWithTheLink() {
        completion.done();
    }

    @Override
    void begin() {
        beginning.run();
    }

    @Override
    boolean isAwaited() {
        return completion != null;
    }

    @Override
    void issue(RecoverableLink link) {
        command.to(link, answer(link));
    }

    @Override
    void issueAgain(RecoverableLink link) {
        again.to(link, answer(link));
    }

    private Completion answer(RecoverableLink link) {
        return completion == null ? null : new Answer(link, completion);
    }

    @Override
    void abandon(BrokerException cause) {
        if (completion != null) {
            completion.failed(cause);
        }
    }
}

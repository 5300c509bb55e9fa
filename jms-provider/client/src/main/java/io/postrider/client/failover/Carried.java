package io.postrider.client.failover;

import io.postrider.client.remote.RecoverableLink;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;

/**
 * A command that is carried from one link to the next until its end is known.
 *
 * <pre>
 *   given while no link is open: waits --a link is open--&gt; begin, issue --answered--&gt; over
 *                                                         | the link is lost  ^
 *                                                         '--- issueAgain ----'
 * </pre>
 */
abstract class Carried {
    private final LinkSwitch links;

    Carried(LinkSwitch links) {
        this.links = links;
    }

    /** Notes what the command changes. With the switch's lock held; right before {@link #issue}. */
    void begin() {
        // most change nothing
    }

    /** Whether anybody is to be told of its end: then it is carried, otherwise said once. */
    boolean isAwaited() {
        return true;
    }

    /** Gives it to a link. */
    abstract void issue(RecoverableLink link);

    /** Gives it to the link in the place of the one that did not answer. On the thread that restores, which may wait. */
    void issueAgain(RecoverableLink link) {
        issue(link);
    }

    /**
     * For a command that undoes what is open on a link, and so is over when the link is lost: the same for a link on which that was opened
     * again meanwhile, with nobody who waits for it. Null for all others.
     */
    Carried withoutWaiting() {
        return null;
    }

    /** It is over, as its link is lost. For a command that has {@link #withoutWaiting}. */
    void overWithTheLink() {
        throw new IllegalStateException("this command is not over with its link");
    }

    /** As {@link #issueAgain}, where the next link leads to another store, which knows nothing of what the former one was told. */
    void issueElsewhere(RecoverableLink link) {
        issueAgain(link);
    }

    /** It has no end any more. */
    abstract void abandon(BrokerException cause);

    /** It is over. Returns false if it was over before. */
    final boolean finish() {
        return links.finish(this);
    }

    /** The answer of one link: a failure that is the link's own end says nothing of the command. */
    final class Answer implements Completion {
        private final RecoverableLink link;
        private final Completion outcome;

        Answer(RecoverableLink link, Completion outcome) {
            this.link = link;
            this.outcome = outcome;
        }

        @Override
        public void done() {
            if (finish()) {
                outcome.done();
            }
        }

        @Override
        public void failed(BrokerException cause) {
            if (!link.hasEnded() && finish()) {
                outcome.failed(cause);
            }
        }

        @Override
        public boolean callerWaits() {
            return outcome.callerWaits();
        }
    }
}

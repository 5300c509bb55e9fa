package io.postrider.client.failover;

import io.postrider.client.remote.RecoverableLink;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.message.Message;

/**
 * A message outside of transactions. A persistent one is sent again if its link is lost before the answer: the broker knows whether it has
 * it. One that is not persistent is not: it may be lost, but must not come twice (section 3.4.10 of the specification).
 */
final class CarriedSend extends Carried {
    private final Message message;
    private final Completion completion;

    /**
     * @param completion or null
     */
    CarriedSend(LinkSwitch links, Message message, Completion completion) {
        super(links);
        this.message = message;
        this.completion = completion;
    }

    @Override
    boolean isAwaited() {
        return completion != null;
    }

    @Override
    void issue(RecoverableLink link) {
        link.send(message, BrokerLink.NO_TRANSACTION, completion == null ? null : new Answer(link, completion));
    }

    @Override
    void issueAgain(RecoverableLink link) {
        if (message.persistent()) {
            issue(link);
        } else if (finish()) {
            completion.done();
        }
    }

    @Override
    void abandon(BrokerException cause) {
        if (completion != null) {
            completion.failed(cause);
        }
    }
}

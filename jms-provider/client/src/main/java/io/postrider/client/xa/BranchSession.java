package io.postrider.client.xa;

import io.postrider.protocol.link.BrokerLink;

/** A session as the {@code XAResource} sees it that puts its work into transaction branches. */
public interface BranchSession {

    /** Where commands go. */
    BrokerLink link();

    /** A transaction number, never used before on the link. */
    long nextNumber();

    /** What the session does from now on belongs to this transaction number, which stands for a branch. */
    void enterBranch(long transaction);

    /** What the session did since {@link #enterBranch} is complete; what it does from now on belongs to no transaction. */
    void leaveBranch();

    /** After a rollback: returns what the application has not begun, so that all comes again in the old order. */
    void returnUnhanded();
}

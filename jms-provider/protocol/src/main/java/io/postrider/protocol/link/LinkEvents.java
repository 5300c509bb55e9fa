package io.postrider.protocol.link;

/** What a broker tells a connection as a whole. Must return at once and must not run the application's code. */
public interface LinkEvents {

    /** The link is gone without having been closed; every command fails from now on. Told once. */
    void lost(BrokerException cause);

    /** The transport broke and is being restored: commands wait. Only links that reconnect tell. */
    void interrupted(BrokerException cause);

    /** The transport is restored, and so is all that was open on the link. */
    void restored();
}

package io.postrider.client.remote;

import io.postrider.protocol.link.PacedLink;

/** A link in the place of which another one may be opened. */
public interface RecoverableLink extends PacedLink {

    /** Whether it is over: commands that fail now, or have failed with it, may have had their effect or not. */
    boolean hasEnded();

    /** By which the broker knows it, so that it can be ended there when another one takes its place. Empty where there is none. */
    byte[] resumeToken();
}

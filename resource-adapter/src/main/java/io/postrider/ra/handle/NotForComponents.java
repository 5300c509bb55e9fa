package io.postrider.ra.handle;

import jakarta.jms.IllegalStateException;

/** What components of a server must not call, as it belongs to the server; section 12.2 of the specification. */
final class NotForComponents {
    private NotForComponents() {}

    static IllegalStateException call(String method) {
        return new IllegalStateException(
                method
                        + " must not be called in an application server: listeners, threads, client identifiers and the pooled"
                        + " connection are the server's",
                "NOT_FOR_COMPONENTS");
    }
}

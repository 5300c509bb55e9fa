package io.postrider.servers.server;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts the server before the first test of a run, and stops it after the last. */
public final class ServerExtension implements BeforeAllCallback {

    /** For JUnit. */
    public ServerExtension() {}

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        ExtensionContext.Store ofTheRun = context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL);
        if (ofTheRun.get(ServerExtension.class) == null) {
            ApplicationServer.chosen().start();
            ofTheRun.put(ServerExtension.class, (AutoCloseable) ApplicationServer.chosen()::stop);
        }
    }
}

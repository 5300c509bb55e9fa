package io.postrider.servers.server;

/** Payara: configured as GlassFish is. */
final class Payara extends GlassFish {

    @Override
    public boolean takesReferencesInContexts() {
        return false;
    }
}

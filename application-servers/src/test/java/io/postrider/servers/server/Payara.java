package io.postrider.servers.server;

/** Payara: configured as GlassFish is. */
final class Payara extends GlassFish {

    Payara(int instance) {
        super(instance);
    }

    @Override
    public boolean takesReferencesInContexts() {
        return false;
    }
}

package io.postrider.server.command;

import picocli.CommandLine.IVersionProvider;

/** The version, as the jar's manifest has it. */
final class ProductVersion implements IVersionProvider {

    /** The version; a word where the classes are not in a jar. */
    static String text() {
        String version = ProductVersion.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Postrider " + text() + ", Java " + System.getProperty("java.version")};
    }
}

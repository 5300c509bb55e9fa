package io.postrider.server.command;

/** The version of this server. */
final class ProductVersion {
    private ProductVersion() {}

    /** The version, as the jar's manifest has it; a word where the classes are not in a jar. */
    static String text() {
        String version = ProductVersion.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}

package io.postrider.server.command;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"Postrider " + ProductVersion.text() + ", Java " + System.getProperty("java.version")};
    }
}

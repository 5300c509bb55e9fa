package io.postrider.servers.server;

import io.postrider.servers.archive.DatabaseArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Open Liberty: {@code liberty/postrider.xml}, included by a server.xml of the tests. */
final class Liberty extends ApplicationServer {
    private static final String SERVER = "bakery";

    Liberty(int instance) {
        super(instance);
    }

    @Override
    protected void install() throws IOException {
        Path server = Files.createDirectories(folder().resolve("usr/servers").resolve(SERVER));
        Files.copy(configuration("server.xml"), server.resolve("server.xml"));
        Files.copy(configuration("postrider.xml"), server.resolve("postrider.xml"));
        Path connectors = Files.createDirectories(server.resolve("connectors"));
        Files.copy(Path.of(property("adapter.archive")), connectors.resolve("postrider.rar"));
        Path database = Files.createDirectories(server.resolve("database"));
        Files.copy(Path.of(property("database.archive")), database.resolve("h2.jar"));
        DatabaseArchive.write(database.resolve("database.jar"));
    }

    @Override
    public void deploy(Path archive) throws IOException {
        String name = archive.getFileName().toString().replace(".war", "");
        Path overrides = Files.createDirectories(
                folder().resolve("usr/servers").resolve(SERVER).resolve("configDropins/overrides"));
        Files.writeString(
                overrides.resolve(name + ".xml"),
                "<server><webApplication id=\"" + name + "\" name=\"" + name + "\" location=\""
                        + archive.toAbsolutePath() + "\"/></server>");
    }

    @Override
    protected ProcessBuilder command() {
        ProcessBuilder command = new ProcessBuilder(
                home().resolve("bin/server").toString(),
                "run",
                SERVER,
                "--",
                "--bakery.port=" + port(),
                "--bakery.outside=tcp://127.0.0.1:" + outsidePort());
        command.environment().put("WLP_USER_DIR", folder().resolve("usr").toString());
        command.environment().put("JVM_ARGS", QUICK_START + " -Xmx768m");
        return command;
    }

    @Override
    protected String readyMark() {
        return "CWWKF0011I";
    }

    @Override
    public String directoryPrefix() {
        return "";
    }
}

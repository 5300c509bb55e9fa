package io.postrider.servers.server;

import io.postrider.servers.archive.DatabaseArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** WildFly: {@code wildfly/postrider.cli} on its standalone.xml. */
final class WildFly extends ApplicationServer {
    private static final int DEFAULT_PORT = 8080;

    @Override
    protected void install() throws IOException {
        Folders.copy(home().resolve("standalone"), folder().resolve("standalone"));
        Files.copy(Path.of(property("adapter.archive")), folder().resolve("standalone/deployments/postrider.rar"));
        Path module = Files.createDirectories(folder().resolve("modules/io/postrider/servers/database/main"));
        Files.copy(configuration("module.xml"), module.resolve("module.xml"));
        DatabaseArchive.write(module.resolve("database.jar"));
        configure("postrider.cli");
        configure("bakery.cli");
    }

    private void configure(String script) throws IOException {
        ProcessBuilder command =
                new ProcessBuilder(home().resolve("bin/jboss-cli.sh").toString(), "--file=" + configuration(script));
        command.environment().put("JAVA_OPTS", "-Djboss.server.base.dir=" + folder().resolve("standalone"));
        Commands.run(command, folder().resolve(script + ".txt"));
    }

    @Override
    protected ProcessBuilder command() {
        int offset = port() - DEFAULT_PORT;
        ProcessBuilder command = new ProcessBuilder(
                home().resolve("bin/standalone.sh").toString(),
                "-b",
                "127.0.0.1",
                "-bmanagement",
                "127.0.0.1",
                "-Djboss.server.base.dir=" + folder().resolve("standalone"),
                "-Djboss.socket.binding.port-offset=" + offset,
                "-Dbakery.outside=tcp://127.0.0.1:" + outsidePort());
        command.environment().put("JAVA_OPTS", QUICK_START + " -Xms64m -Xmx768m -Djava.net.preferIPv4Stack=true");
        command.environment().put("JBOSS_MODULEPATH", home().resolve("modules") + ":" + folder().resolve("modules"));
        return command;
    }

    @Override
    protected String readyMark() {
        return "WFLYSRV0025";
    }

    @Override
    public String directoryPrefix() {
        return "java:/";
    }
}

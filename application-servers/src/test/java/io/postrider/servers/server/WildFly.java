package io.postrider.servers.server;

import static org.awaitility.Awaitility.await;

import io.postrider.servers.archive.DatabaseArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** WildFly: {@code wildfly/postrider.cli} on its standalone.xml. */
final class WildFly extends ApplicationServer {
    private static final String HEAP = System.getProperty("postrider.heap", "768m");
    private static final int DEFAULT_PORT = 8080;
    private static final Duration DEPLOYMENT_LIMIT = Duration.ofMinutes(2);

    WildFly(int instance) {
        super(instance);
    }

    @Override
    protected void install() throws IOException {
        Folders.copy(home().resolve("standalone"), folder().resolve("standalone"));
        Files.copy(Path.of(property("adapter.archive")), folder().resolve("standalone/deployments/postrider.rar"));
        Path module = Files.createDirectories(folder().resolve("modules/io/postrider/servers/database/main"));
        Files.copy(configuration("module.xml"), module.resolve("module.xml"));
        DatabaseArchive.write(module.resolve("database.jar"));
        configure("postrider.cli", "bakery.cli");
    }

    /** One process for all scripts, as it takes longer to start than they do. */
    private void configure(String... scripts) throws IOException {
        Path all = folder().resolve("all.cli");
        for (String script : scripts) {
            Files.writeString(
                    all, Files.readString(configuration(script)), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        ProcessBuilder command =
                new ProcessBuilder(home().resolve("bin/jboss-cli.sh").toString(), "--file=" + all);
        command.environment()
                .put("JAVA_OPTS", QUICK_START + " -Djboss.server.base.dir=" + folder().resolve("standalone"));
        Commands.run(command, folder().resolve("all.cli.txt"));
    }

    /** By the marks that the server's scanner of the folder sets and reads. */
    @Override
    public void redeployAdapter() throws IOException {
        Files.delete(mark("deployed"));
        awaitMark("undeployed");
        Files.createFile(mark("dodeploy"));
        awaitMark("deployed");
    }

    private void awaitMark(String kind) {
        await("postrider.rar." + kind)
                .atMost(DEPLOYMENT_LIMIT)
                .failFast("the adapter does not deploy", () -> Files.exists(mark("failed")))
                .until(() -> Files.exists(mark(kind)));
    }

    private Path mark(String kind) {
        return folder().resolve("standalone/deployments/postrider.rar." + kind);
    }

    @Override
    public void deploy(Path archive) throws IOException {
        Files.copy(archive, folder().resolve("standalone/deployments").resolve(archive.getFileName()));
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
        command.environment()
                .put("JAVA_OPTS", QUICK_START + " -Xms64m -Xmx" + HEAP + " -Djava.net.preferIPv4Stack=true");
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

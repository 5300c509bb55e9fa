package io.postrider.servers.server;

import io.postrider.servers.archive.DatabaseArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** GlassFish, and Payara which comes from it: {@code postrider.asadmin}, given to a running domain. */
class GlassFish extends ApplicationServer {
    private static final String DOMAIN = "bakery";
    private static final int HTTP_ABOVE_BASE = 80;
    private static final int ADMIN_ABOVE_BASE = 48;

    GlassFish(int instance) {
        super(instance);
    }

    @Override
    protected void install() throws IOException {
        // the domain lies where the server's own tools look for it, so the server is there in a copy
        Folders.copy(home(), server());
        Folders.delete(server().resolve("glassfish/domains"));
        Files.createDirectories(server().resolve("glassfish/domains"));
        asadmin(
                "create-domain.txt",
                "create-domain",
                "--nopassword=true",
                "--savelogin=false",
                "--portbase",
                Integer.toString(base()),
                DOMAIN);
        Path settings = domain().resolve("config/domain.xml");
        Files.writeString(settings, onlyLocal(Files.readString(settings)));
        Path library = Files.createDirectories(domain().resolve("lib"));
        Files.copy(Path.of(property("database.archive")), library.resolve("h2.jar"));
        DatabaseArchive.write(library.resolve("database.jar"));
        Files.copy(Path.of(property("adapter.archive")), folder().resolve("postrider.rar"));
    }

    /** No listener is open to the network, and the server's own messaging is not started. */
    private static String onlyLocal(String settings) {
        return settings.replace("address=\"0.0.0.0\"", "address=\"127.0.0.1\"")
                .replaceAll("<network-listener (?![^>]*address=)", "<network-listener address=\"127.0.0.1\" ")
                .replaceAll("<jms-service [^>]*type=\"\\w+\"", "<jms-service type=\"REMOTE\"")
                .replace("<jvm-options>-Xmx512m</jvm-options>", options());
    }

    private static String options() {
        return Stream.of((QUICK_START + " -Xmx768m").split(" "))
                .map(option -> "<jvm-options>" + option + "</jvm-options>")
                .collect(Collectors.joining());
    }

    @Override
    protected void configureRunning() throws IOException {
        configure("postrider.asadmin");
        configure("bakery.asadmin");
    }

    private void configure(String script) throws IOException {
        String text = Files.readString(configuration(script))
                .replace("BAKERY_FOLDER", folder().toString())
                .replace("BAKERY_OUTSIDE", Integer.toString(outsidePort()));
        Path file = folder().resolve(script);
        Files.writeString(file, text);
        Path output = asadmin(
                script + ".txt", "--port", Integer.toString(adminPort()), "multimode", "--file", file.toString());
        String said = Files.readString(output);
        if (said.contains(" failed.")) {
            throw new IOException(script + " failed: " + said);
        }
    }

    private Path asadmin(String outputFile, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(server().resolve("bin/asadmin").toString());
        command.addAll(List.of(arguments));
        Path output = folder().resolve(outputFile);
        Commands.run(new ProcessBuilder(command).directory(folder().toFile()), output);
        return output;
    }

    @Override
    public void deploy(Path archive) throws IOException {
        asadmin("deploy.txt", "--port", Integer.toString(adminPort()), "deploy", archive.toString());
    }

    @Override
    protected ProcessBuilder command() {
        return new ProcessBuilder(server().resolve("bin/asadmin").toString(), "start-domain", "--verbose", DOMAIN);
    }

    @Override
    protected String readyMark() {
        return "startup time";
    }

    @Override
    public String directoryPrefix() {
        return "";
    }

    @Override
    public List<Path> descriptors(String archive) {
        return List.of(configuration(archive + "/glassfish-ejb-jar.xml"));
    }

    @Override
    public List<String> ownPools() {
        // the first one takes a new thread for each task until it has 16
        return List.of("-ejb-thread-pool-", "admin-thread-pool-", "Executor-Service-", "GF-Domain-XML", "pool-thread-");
    }

    private Path server() {
        return folder().resolve("server");
    }

    private Path domain() {
        return server().resolve("glassfish/domains").resolve(DOMAIN);
    }

    private int base() {
        return port() - HTTP_ABOVE_BASE;
    }

    private int adminPort() {
        return base() + ADMIN_ABOVE_BASE;
    }
}

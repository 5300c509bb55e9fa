package io.postrider.server.command;

import io.postrider.broker.security.UserFile;
import io.postrider.server.config.ConfigurationException;
import io.postrider.server.config.ServerSettings;
import io.postrider.server.log.ServerLog;
import io.postrider.server.output.FileTrouble;
import io.postrider.server.output.Output;
import io.postrider.server.run.ProcessNote;
import io.postrider.server.run.Rehearsal;
import io.postrider.server.run.Server;
import io.postrider.server.run.ServerException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server from its start until the process is told to end. */
final class ServerRun {
    private ServerRun() {}

    /** Runs it; the hook ends the process. */
    static int run(ServerSettings settings, Output out)
            throws ConfigurationException, CommandFailure, InterruptedException {
        refuseIfRunning(settings);
        ServerLog log = openLog(settings);
        Server server = start(settings, log);
        CountDownLatch up = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(settings, server, log, up), "postrider-stop"));
        announce(out, settings, server, log);
        up.countDown();
        new CountDownLatch(1).await();
        return 0;
    }

    private static void refuseIfRunning(ServerSettings settings) throws CommandFailure {
        try {
            Optional<ProcessNote> note = ProcessNote.read(settings.dataDirectory());
            if (note.isPresent() && note.get().process().isPresent()) {
                throw new CommandFailure(
                        "the data directory " + settings.dataDirectory() + " is in use: a server runs there as process "
                                + note.get().pid());
            }
        } catch (IOException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private static ServerLog openLog(ServerSettings settings) throws CommandFailure {
        try {
            return ServerLog.open(settings);
        } catch (IOException e) {
            throw new CommandFailure(
                    "the log cannot be written to " + settings.logDirectory() + ": " + FileTrouble.text(e)
                            + "; is that a directory this user may write to?",
                    e);
        }
    }

    private static Server start(ServerSettings settings, ServerLog log) throws ConfigurationException, CommandFailure {
        try {
            return Server.start(settings, ProductVersion.text(), log.file());
        } catch (ServerException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private static void announce(Output out, ServerSettings settings, Server server, ServerLog log) {
        long startMillis = ManagementFactory.getRuntimeMXBean().getUptime();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("broker", server.brokerName());
        putIfAny(row, "tcp", server.listeners().plainUrl());
        putIfAny(row, "tls", server.listeners().tlsUrl());
        row.put("data", settings.dataDirectory());
        row.put("log", log.file());
        row.put("configuration", settings.file() == null ? "defaults" : settings.file());
        row.put("process", ProcessHandle.current().pid());
        row.put("start-millis", startMillis);
        Optional<UserFile.FirstAdministrator> administrator = server.firstAdministrator();
        administrator.ifPresent(user -> {
            row.put("user", user.userName());
            row.put("password", user.password());
        });
        out.record(row);
        administrator.ifPresent(user ->
                out.say("This password is shown this once; change it with: postrider user passwd " + user.userName()));
        // last, for those who wait for it
        out.say("Postrider " + ProductVersion.text() + " is up");
        log().info(
                        "PR005001 Broker {} is up after {} ms: {}",
                        server.brokerName(),
                        startMillis,
                        settings.dataDirectory());
    }

    private static void putIfAny(Map<String, Object> row, String name, String value) {
        if (!value.isEmpty()) {
            row.put(name, value);
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger(ServerRun.class);
    }

    private static void stop(ServerSettings settings, Server server, ServerLog log, CountDownLatch up) {
        int code = 1;
        try {
            up.await();
            server.close();
            Rehearsal.ifAskedFor(settings.dataDirectory());
            code = 0;
        } catch (InterruptedException | RuntimeException e) {
            log().error("PR005005 Broker {} could not be stopped in order", server.brokerName(), e);
        } finally {
            log.close();
            // an orderly stop is no failure: without this, the exit code would tell of the signal
            Runtime.getRuntime().halt(code);
        }
    }
}

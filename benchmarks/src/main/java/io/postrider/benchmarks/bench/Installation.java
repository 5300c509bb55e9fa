package io.postrider.benchmarks.bench;

import io.postrider.benchmarks.trial.Contender;
import java.io.File;
import java.nio.file.Path;

/** Where the class paths are, and the Java that all contenders run on. */
public final class Installation {
    private final Path target;

    private Installation(Path target) {
        this.target = target;
    }

    /**
     * What a build has made.
     *
     * @param target the folder it writes to
     */
    public static Installation in(Path target) {
        return new Installation(target);
    }

    /** The class path of this process, for all: for tests, with Postrider alone. */
    public static Installation ofThisProcess() {
        return new Installation(null);
    }

    String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The harness and the contender; nothing of any other one. */
    String classPath(Contender contender) {
        if (target == null) {
            return System.getProperty("java.class.path");
        }
        Path libraries = contender == Contender.POSTRIDER
                ? target.resolve("lib")
                : target.resolve("peers").resolve(contender.classPath());
        return target.resolve("postrider-benchmarks.jar") + File.pathSeparator + libraries.resolve("*");
    }
}

package io.postrider.benchmarks.trial;

import io.postrider.benchmarks.provider.Provider.Store;
import java.util.Locale;

/** A provider with one of its stores. */
public enum Contender {
    POSTRIDER("Postrider", "postrider", "provider.PostriderProvider", Store.FILE),
    ARTEMIS("Artemis, NIO journal", "artemis", "peer.artemis.ArtemisProvider", Store.FILE),
    CLASSIC("Classic, KahaDB", "classic", "peer.classic.ClassicProvider", Store.FILE),
    ARTEMIS_JDBC("Artemis, Derby", "artemis", "peer.artemis.ArtemisProvider", Store.JDBC),
    CLASSIC_JDBC("Classic, Derby", "classic", "peer.classic.ClassicProvider", Store.JDBC);

    private static final String PACKAGE = "io.postrider.benchmarks.";

    private final String title;
    private final String classPath;
    private final String adapter;
    private final Store store;

    Contender(String title, String classPath, String adapter, Store store) {
        this.title = title;
        this.classPath = classPath;
        this.adapter = PACKAGE + adapter;
        this.store = store;
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** What {@code --provider} calls it, such as {@code artemis-jdbc}. */
    public String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one of that option. */
    public static Contender of(String option) {
        return valueOf(option.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Which class path it needs; two may share one. */
    public String classPath() {
        return classPath;
    }

    /** The class of its adapter. */
    public String adapter() {
        return adapter;
    }

    /** Its store. */
    public Store store() {
        return store;
    }
}

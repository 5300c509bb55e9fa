package io.postrider.benchmarks.worker;

import io.postrider.benchmarks.provider.Provider;
import io.postrider.benchmarks.workload.Bed;
import io.postrider.benchmarks.workload.Windows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a worker process is to do, as its arguments say it. Immutable. */
public final class Order {
    private final Map<Part, String> parts;

    /** The parts of an order. */
    public enum Part {
        /** The adapter's class. */
        PROVIDER,
        /** {@link Provider.Store}. */
        STORE,
        /** The broker's folder; absent in a process without a broker. */
        FOLDER,
        /** Where the broker listens, or 0. */
        PORT,
        /** What to run; absent in a process that is a broker alone. */
        WORKLOAD,
        /** The process of the broker; absent if it is this one. */
        BROKER_PROCESS,
        BODY_BYTES,
        IN_FLIGHT,
        BACKLOG,
        WARM_UP_MILLIS,
        WINDOW_MILLIS,
        WINDOWS
    }

    private Order(Map<Part, String> parts) {
        this.parts = parts;
    }

    /** An order with nothing in it. */
    public static Order empty() {
        return new Order(new EnumMap<>(Part.class));
    }

    /** The same with one part more. */
    public Order with(Part part, Object value) {
        Map<Part, String> more = new EnumMap<>(parts);
        more.put(part, value.toString());
        return new Order(more);
    }

    /** The same with the terms that all share. */
    public Order with(Bed.Terms terms) {
        return with(Part.BODY_BYTES, terms.bodyBytes())
                .with(Part.IN_FLIGHT, terms.inFlight())
                .with(Part.BACKLOG, terms.backlog())
                .with(Part.WARM_UP_MILLIS, terms.windows().warmUpMillis())
                .with(Part.WINDOW_MILLIS, terms.windows().windowMillis())
                .with(Part.WINDOWS, terms.windows().count());
    }

    /** As arguments of a process. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        parts.forEach((part, value) -> arguments.add(part + "=" + value));
        return arguments;
    }

    static Order of(String... arguments) {
        Map<Part, String> parts = new EnumMap<>(Part.class);
        Arrays.stream(arguments).forEach(argument -> {
            int middle = argument.indexOf('=');
            parts.put(Part.valueOf(argument.substring(0, middle)), argument.substring(middle + 1));
        });
        return new Order(parts);
    }

    boolean has(Part part) {
        return parts.containsKey(part);
    }

    String text(Part part) {
        String value = parts.get(part);
        if (value == null) {
            throw new IllegalArgumentException("the order lacks " + part);
        }
        return value;
    }

    int number(Part part) {
        return Integer.parseInt(text(part));
    }

    Provider provider() throws ReflectiveOperationException {
        return (Provider)
                Class.forName(text(Part.PROVIDER)).getDeclaredConstructor().newInstance();
    }

    Provider.Store store() {
        return Provider.Store.valueOf(text(Part.STORE));
    }

    Path folder() {
        return Path.of(text(Part.FOLDER));
    }

    Bed.Terms terms() {
        return new Bed.Terms(
                number(Part.BODY_BYTES),
                number(Part.IN_FLIGHT),
                number(Part.BACKLOG),
                new Windows(number(Part.WARM_UP_MILLIS), number(Part.WINDOW_MILLIS), number(Part.WINDOWS)));
    }
}

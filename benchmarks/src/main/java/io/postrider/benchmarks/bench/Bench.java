package io.postrider.benchmarks.bench;

import io.postrider.benchmarks.report.Comparison;
import io.postrider.benchmarks.report.ConsoleTable;
import io.postrider.benchmarks.report.PerformancePage;
import io.postrider.benchmarks.report.Results;
import io.postrider.benchmarks.trial.Contender;
import io.postrider.benchmarks.trial.Effort;
import io.postrider.benchmarks.trial.Outcome;
import io.postrider.benchmarks.trial.Transport;
import io.postrider.benchmarks.trial.Trial;
import io.postrider.benchmarks.workload.Workload;
import io.postrider.benchmarks.workload.Workloads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command line. */
@Command(
        name = "bin/postrider bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures Postrider and its peers side by side: the same workloads through jakarta.jms, each provider in a",
            "process of its own, in turns. Prints a table for each workload and adds it to the results."
        })
public final class Bench implements Callable<Integer> {
    @Option(names = "--quick", description = "little time: the order of magnitude, no figure to tell others")
    private boolean quick;

    @Option(
            names = {"--workload", "-w"},
            paramLabel = "NAME",
            split = ",",
            description = "those whose name begins so; all if not given. --list names them")
    private List<String> workloads = List.of("");

    @Option(
            names = {"--provider", "-p"},
            paramLabel = "NAME",
            split = ",",
            converter = ProviderName.class,
            description = "of postrider, artemis, classic, artemis-jdbc, classic-jdbc; all if not given")
    private List<Contender> providers = List.of(Contender.values());

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            split = ",",
            description = "vm (all in one process), tcp (the broker in its own); both if not given")
    private List<Transport> transports = List.of(Transport.values());

    @Option(names = "--size", paramLabel = "BYTES", split = ",", description = "of bodies; 1024 if not given")
    private List<Integer> sizes = List.of(1024);

    @Option(names = "--rounds", paramLabel = "COUNT", description = "5 if not given; 1 with --quick")
    private Integer rounds;

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "of each run; 15 if not given; 2 with --quick")
    private Integer warmUpSeconds;

    @Option(names = "--windows", paramLabel = "COUNT", description = "of each run; 5 if not given; 3 with --quick")
    private Integer windows;

    @Option(
            names = "--window",
            paramLabel = "SECONDS",
            description = "how long a window is; 2 if not given; 1 with --quick")
    private Integer windowSeconds;

    @Option(
            names = "--minutes",
            paramLabel = "COUNT",
            description = "after so many no further workload is begun; what is left out is told. No bound if not given")
    private Integer minutes;

    @Option(
            names = "--backlog",
            paramLabel = "COUNT",
            description = "how many messages make a backlog; 2,000,000 if not given; 200,000 with --quick")
    private Integer backlog;

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description = "where results gather, and the reports made of them; benchmarks/target/results if not given")
    private Path results;

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            description = "for the processes of the providers, such as --jvm=-XX:StartFlightRecording=...")
    private List<String> jvmOptions = List.of();

    @Option(
            names = "--check-durability",
            description =
                    "kills each provider while it is sent to, and counts its syncs (with strace); measures nothing")
    private boolean checkDurability;

    @Option(names = "--publish", description = "writes what has gathered into docs/PERFORMANCE.md; measures nothing")
    private boolean publish;

    @Option(names = "--list", description = "names the workloads, and measures nothing")
    private boolean list;

    @Spec
    private CommandSpec line;

    private final Path home = Path.of(System.getProperty("postrider.home", ".")).toAbsolutePath();
    private final Path target = home.resolve("benchmarks").resolve("target");

    /** @param arguments as {@code --help} explains them */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Workload> chosen = Workloads.all().stream()
                .filter(workload -> workloads.stream().anyMatch(workload.name()::startsWith))
                .toList();
        if (list) {
            chosen.forEach(workload ->
                    System.out.printf("%2d  %-28s %s%n", workload.kind(), workload.name(), workload.title()));
            return 0;
        }
        Results gathered = new Results(results == null ? target.resolve("results") : results);
        if (publish) {
            PerformancePage.publish(gathered.all(), home.resolve("docs"));
            return 0;
        }
        if (chosen.isEmpty()) {
            System.err.println("no workload's name begins with " + String.join(" or ", workloads));
            return 2;
        }
        Effort effort = effort();
        Runner runner = new Runner(Installation.in(target), target.resolve("run"), effort, jvmOptions);
        if (checkDurability) {
            return new DurabilityCheck(runner).passes(providers) ? 0 : 1;
        }
        measureAll(trials(chosen), runner, effort, gathered);
        return 0;
    }

    /** Refuses what is none. */
    private static final class ProviderName implements ITypeConverter<Contender> {
        @Override
        public Contender convert(String name) {
            return Arrays.stream(Contender.values())
                    .filter(contender -> contender.option().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("there is no provider '" + name + "'; there are "
                            + Arrays.stream(Contender.values())
                                    .map(Contender::option)
                                    .collect(Collectors.joining(", "))));
        }
    }

    private Effort effort() {
        Effort effort = quick ? Effort.quick() : Effort.full();
        effort = rounds == null ? effort : effort.withRounds(positive("--rounds", rounds));
        effort = warmUpSeconds == null ? effort : effort.withWarmUp(warmUpSeconds);
        effort = backlog == null ? effort : effort.withBacklog(positive("--backlog", backlog));
        effort = windows == null ? effort : effort.withWindowCount(positive("--windows", windows));
        return windowSeconds == null ? effort : effort.withWindow(positive("--window", windowSeconds));
    }

    private int positive(String option, int value) {
        if (value < 1) {
            throw new ParameterException(line.commandLine(), option + " must be 1 or more, not " + value);
        }
        return value;
    }

    private void measureAll(List<Trial> trials, Runner runner, Effort effort, Results gathered)
            throws IOException, InterruptedException {
        int runsOfATrial = effort.rounds() * providers.size();
        Progress progress = new Progress(trials.size() * runsOfATrial, System.err, System::nanoTime);
        for (Trial trial : trials) {
            if (minutes != null && progress.minutes() > minutes) {
                progress.leaveOut(runsOfATrial);
                System.err.println(trial.name() + " is left out: " + minutes + " minutes have passed");
                continue;
            }
            Comparison comparison = new Comparison(trial, effort, measure(trial, runner, effort, progress));
            System.out.println(ConsoleTable.of(comparison));
            gathered.add(comparison);
        }
    }

    private List<Trial> trials(List<Workload> chosen) {
        List<Trial> trials = new ArrayList<>();
        for (Transport transport : transports) {
            for (Workload workload : chosen) {
                for (int size : sizes) {
                    trials.add(new Trial(workload, transport, size));
                }
            }
        }
        return trials;
    }

    /** Who fails once does not get another turn: it would fail again, and that may take long. */
    private List<Outcome> measure(Trial trial, Runner runner, Effort effort, Progress progress)
            throws IOException, InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        List<Contender> able = new ArrayList<>(providers);
        for (int round = 1; round <= effort.rounds(); round++) {
            for (Contender contender : List.copyOf(able)) {
                long since = System.nanoTime();
                try {
                    outcomes.add(new Outcome(contender, round, runner.run(trial, contender), null));
                } catch (RunFailedException e) {
                    System.err.println(trial.name() + ", " + contender.option() + ": " + e.getMessage());
                    outcomes.add(new Outcome(contender, round, Map.of(), e.getMessage()));
                    able.remove(contender);
                    progress.leaveOut(effort.rounds() - round);
                }
                progress.ended(trial, contender, round, since);
            }
        }
        return outcomes;
    }
}

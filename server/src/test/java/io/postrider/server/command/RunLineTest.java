package io.postrider.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParseResult;

/** The usual command line of a server means the same without picocli; all else is left to that. */
class RunLineTest {

    private static String[] words(String line) {
        return line.split(" ");
    }

    private static Object ofPicocli(String line, String option) {
        ParseResult run =
                PostriderCommand.commandLine(Map.of()).parseArgs(words(line)).subcommand();
        return run.matchedOptionValue(option, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "run --json",
                "run --data d --set listen.port=0 --set broker.policies=shop.*=x",
                "run --config conf/postrider.yaml --json --set a=1 --set a=2 --set b="
            })
    void theUsualIsUnderstoodAsPicocliDoes(String line) {
        RunLine run = RunLine.of(words(line)).orElseThrow();
        assertThat(run.file()).isEqualTo(ofPicocli(line, "--config"));
        assertThat(run.data()).isEqualTo(ofPicocli(line, "--data"));
        assertThat(run.json()).isEqualTo(Boolean.TRUE.equals(ofPicocli(line, "--json")));
        Object overrides = ofPicocli(line, "--set");
        assertThat(run.overrides()).isEqualTo(overrides == null ? Map.of() : overrides);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --help",
                "run --data=d",
                "run --data",
                "run --data a --data b",
                "run --config a --config b",
                "run --json --json",
                "run --set",
                "run --set port",
                "run --set =1",
                "run --data --json",
                "run --data @file",
                "run @file",
                "run \"--data\" d",
                "run here",
                "run --dat d",
                "status",
                ""
            })
    void allElseIsLeftToPicocli(String line) {
        assertThat(RunLine.of(words(line))).isEmpty();
    }

    @Test
    void noArgumentsAreNoRun() {
        assertThat(RunLine.of()).isEmpty();
        assertThat(Commands.areToRun()).isFalse();
        assertThat(Commands.areToRun("run", "--help")).isTrue();
    }

    @Test
    void aPathMayHoldAnythingButWhatPicocliWouldExpand() {
        assertThat(RunLine.of("run", "--data", "my data/ä")).map(RunLine::data).contains(Path.of("my data/ä"));
        for (String value : List.of("", "-", "@data", "\"data\"", "'data'")) {
            assertThat(RunLine.of("run", "--data", value)).as(value).isEmpty();
        }
    }
}

package io.postrider.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Passwords are in no text that is made of an object, and in no log, however much is logged. */
class SecretsTest {
    static final String MARKER = "hunter2-marker-of-a-secret";

    private static final Pattern SECRET = Pattern.compile("(?i).*(password|passphrase|secret|credential).*");

    @Test
    void noRecordShowsItsSecrets() throws ReflectiveOperationException {
        List<String> tried = new ArrayList<>();
        for (JavaClass each : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("io.postrider")) {
            if (each.isRecord() && each.getFields().stream().anyMatch(field -> isSecret(field.getName()))) {
                Object made = make(each.reflect());
                if (made != null) {
                    tried.add(each.getSimpleName());
                    assertThat(made.toString()).as(each.getName()).doesNotContain(MARKER);
                }
            }
        }
        assertThat(tried).as("records with a secret in plain").isNotEmpty();
        System.out.println("SecretsTest: records that hold a secret: " + tried);
    }

    private static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
    }

    /** An instance with the marker in each secret that is a text; null if no secret of it is one. */
    private static Object make(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        boolean marked = false;
        for (int i = 0; i < components.length; i++) {
            boolean secret = isSecret(components[i].getName());
            values[i] = value(components[i].getType(), secret);
            marked |= secret && (values[i] instanceof String || values[i] instanceof char[]);
        }
        if (!marked) {
            return null;
        }
        Constructor<?> constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    private static Object value(Class<?> type, boolean secret) {
        if (type == String.class || type == Object.class) {
            return secret ? MARKER : "plain";
        }
        if (type == char[].class) {
            return secret ? MARKER.toCharArray() : new char[0];
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        Map<Class<?>, Object> others = Map.of(
                int.class, 1,
                long.class, 1L,
                boolean.class, false,
                Path.class, Path.of("plain"),
                List.class, List.of(),
                Set.class, Set.of(),
                Map.class, Map.of(),
                Optional.class, Optional.empty());
        return others.get(type);
    }

    @Test
    void noLogHoldsAPasswordHoweverMuchIsLogged() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TalkativeProcess.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(output).contains("TRACE").contains("PR00").contains(TalkativeProcess.DONE);
        assertThat(output.lines().filter(line -> line.contains(MARKER))).isEmpty();
    }
}

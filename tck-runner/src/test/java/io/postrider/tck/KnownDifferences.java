package io.postrider.tck;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Tests that a peer is known to fail, each with the reason, in the resource {@code known-differences-PROVIDER.txt}, where
 * PROVIDER is the simple name of the provider's class: one line for each,
 * {@code Class.method = reason}. Such a test is run all the same. It counts as aborted when it fails as expected, and as failed
 * when it passes, so the list stays true. {@code Class.method* = reason} stands for a parameterised test of which some rows
 * fail, or for one that fails in some runs only. There is no such list for Postrider.
 */
final class KnownDifferences implements InvocationInterceptor {

    private static final Map<String, String> REASONS = read();

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        runExpecting(invocation, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        runExpecting(invocation, context);
    }

    private static void runExpecting(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
        String test = context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName();
        String someRows = REASONS.get(test + "*");
        String reason = REASONS.getOrDefault(test, someRows);
        if (reason == null) {
            invocation.proceed();
            return;
        }
        try {
            invocation.proceed();
        } catch (TestAbortedException e) {
            throw e;
        } catch (Throwable e) {
            abort("known difference: " + reason);
        }
        if (someRows == null) {
            fail(test + " passes, but is listed as a known difference: " + reason);
        }
    }

    private static String resource() {
        String provider = System.getProperty("conformance.provider");
        return "/known-differences-" + provider.substring(provider.lastIndexOf('.') + 1) + ".txt";
    }

    private static Map<String, String> read() {
        Map<String, String> reasons = new HashMap<>();
        try (InputStream list = KnownDifferences.class.getResourceAsStream(resource())) {
            if (list != null) {
                new String(list.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .forEach(line -> {
                            int separator = line.lastIndexOf(" = ");
                            reasons.put(line.substring(0, separator), line.substring(separator + 3));
                        });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reasons;
    }
}

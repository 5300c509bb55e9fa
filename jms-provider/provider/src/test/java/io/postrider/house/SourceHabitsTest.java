package io.postrider.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import io.postrider.house.Sources.SourceFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Style that people need not talk about, for main code, tests and examples alike. */
class SourceHabitsTest {
    private static final int MAX_FILE_LINES = 500;
    private static final int MAX_METHOD_LINES = 70;
    private static final int MAX_INTERFACE_METHODS = 25;
    private static final Map<String, Integer> NARROW_INTERFACES = Map.of("Journal", 10, "LinkEvents", 10);
    private static final Pattern VAGUE_NAME =
            Pattern.compile(".*(Manager|Helper|Utils?|Impl|Processor|Data|Info|Globals)");
    private static final Pattern LEFT_TO_DO = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    private static Sources sources;

    @BeforeAll
    static void parse() throws IOException {
        sources = Sources.parseAll();
        assertThat(sources.files()).isNotEmpty();
    }

    @Test
    void filesFitOnAFewScreens() {
        List<String> tooLong = sources.files().stream()
                .filter(file -> file.lines().size() > MAX_FILE_LINES)
                .map(file -> file.path() + " has " + file.lines().size() + " lines")
                .toList();
        assertThat(tooLong).isEmpty();
    }

    @Test
    void methodsFitOnAScreen() {
        assertThat(
                        new HouseRule() {
                            @Override
                            public Void visitMethod(MethodTree method, SourceFile file) {
                                long lines = lineCount(file, method);
                                if (lines > MAX_METHOD_LINES) {
                                    report(file, method, method.getName() + " has " + lines + " lines");
                                }
                                return super.visitMethod(method, file);
                            }
                        }.violationsIn(sources))
                .isEmpty();
    }

    @Test
    void interfacesAreNarrow() {
        assertThat(
                        new HouseRule() {
                            @Override
                            public Void visitClass(ClassTree type, SourceFile file) {
                                String name = type.getSimpleName().toString();
                                int allowed = NARROW_INTERFACES.getOrDefault(name, MAX_INTERFACE_METHODS);
                                if (type.getKind() == Tree.Kind.INTERFACE && methodCount(type) > allowed) {
                                    report(file, type, name + " has " + methodCount(type) + " methods");
                                }
                                return super.visitClass(type, file);
                            }
                        }.violationsIn(sources))
                .isEmpty();
    }

    @Test
    void namesSayWhatAThingIs() {
        assertThat(
                        new HouseRule() {
                            @Override
                            public Void visitClass(ClassTree type, SourceFile file) {
                                if (VAGUE_NAME.matcher(type.getSimpleName()).matches()) {
                                    report(file, type, type.getSimpleName() + " is a vague name");
                                }
                                return super.visitClass(type, file);
                            }
                        }.violationsIn(sources))
                .isEmpty();
    }

    @Test
    void nothingSleeps() {
        assertThat(
                        new HouseRule() {
                            @Override
                            public Void visitMethodInvocation(MethodInvocationTree call, SourceFile file) {
                                if (call.getMethodSelect() instanceof MemberSelectTree select
                                        && select.getIdentifier().contentEquals("sleep")) {
                                    report(file, call, "sleeps instead of awaiting a condition");
                                }
                                return super.visitMethodInvocation(call, file);
                            }
                        }.violationsIn(sources))
                .isEmpty();
    }

    @Test
    void nothingIsLeftForLater() {
        assertThat(sources.linesMatching(LEFT_TO_DO)).isEmpty();
        assertThat(
                        new HouseRule() {
                            @Override
                            public Void visitAnnotation(AnnotationTree annotation, SourceFile file) {
                                if (annotation.getAnnotationType().toString().endsWith("Disabled")) {
                                    report(file, annotation, "is a disabled test");
                                }
                                return super.visitAnnotation(annotation, file);
                            }

                            @Override
                            public Void visitNewClass(NewClassTree creation, SourceFile file) {
                                if (creation.getIdentifier().toString().equals("UnsupportedOperationException")) {
                                    report(file, creation, "is not written yet");
                                }
                                return super.visitNewClass(creation, file);
                            }
                        }.violationsIn(sources))
                .isEmpty();
    }

    @Test
    void staticsHoldNoState() {
        assertThat(
                        new HouseRule() {
                            @Override
                            public Void visitVariable(VariableTree variable, SourceFile file) {
                                var modifiers = variable.getModifiers().getFlags();
                                boolean changeable =
                                        modifiers.contains(Modifier.STATIC) && !modifiers.contains(Modifier.FINAL);
                                if (file.isMain() && changeable) {
                                    report(file, variable, variable.getName() + " is static and can change");
                                }
                                return super.visitVariable(variable, file);
                            }
                        }.violationsIn(sources))
                .isEmpty();
    }

    private static long methodCount(ClassTree type) {
        return type.getMembers().stream()
                .filter(member -> member instanceof MethodTree method
                        && !method.getModifiers().getFlags().contains(Modifier.STATIC))
                .count();
    }
}

package io.postrider.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import io.postrider.house.Sources.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What users read has to be there: Javadoc on all that is public, a code before each logged sentence. */
class DocumentationHabitsTest {
    private static final Pattern BLOCK_TAG_IN_MID_LINE =
            Pattern.compile("^\\s*(/\\*\\*|\\*)\\s+[^@\\s].*\\s@(param|return|throws)\\b");
    private static final Pattern LOGGER = Pattern.compile("(?i)(.*\\.)?log(ger)?");
    private static final Pattern LOG_CODE = Pattern.compile("\"(PR\\d{6})\\b.*", Pattern.DOTALL);

    private static Sources sources;

    @BeforeAll
    static void parse() throws IOException {
        sources = Sources.parseAll();
    }

    @Test
    void whatIsPublicInPublishedModulesHasJavadoc() {
        assertThat(
                        new HouseRule() {
                            @Override
                            public Void visitClass(ClassTree type, SourceFile file) {
                                if (!file.isPublished() || !isPublic(type.getModifiers(), owner())) {
                                    return null;
                                }
                                if (!isDocumented()) {
                                    report(file, type, type.getSimpleName() + " has no Javadoc");
                                }
                                return super.visitClass(type, file);
                            }

                            @Override
                            public Void visitMethod(MethodTree method, SourceFile file) {
                                if (isPublic(method.getModifiers(), owner())
                                        && !overrides(method)
                                        && !isTrivialConstructor(method)
                                        && !isDocumented()) {
                                    report(file, method, method.getName() + " has no Javadoc");
                                }
                                return null;
                            }
                        }.violationsIn(sources))
                .isEmpty();
    }

    @Test
    void blockTagsStartTheirOwnLine() {
        assertThat(sources.linesMatching(BLOCK_TAG_IN_MID_LINE)).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        List<String> undescribed = sources.files().stream()
                .filter(SourceFile::isMain)
                .map(file -> file.path().getParent())
                .distinct()
                .filter(folder -> !Files.exists(sources.root().resolve(folder).resolve("package-info.java")))
                .map(folder -> folder + " has no package-info.java")
                .toList();
        assertThat(undescribed).isEmpty();
    }

    @Test
    void whatIsLoggedHasACodeOfItsOwn() {
        Map<String, String> sentences = new HashMap<>();
        assertThat(
                        new HouseRule() {
                            @Override
                            public Void visitMethodInvocation(MethodInvocationTree call, SourceFile file) {
                                if (file.isPublished() && logs(call)) {
                                    String sentence = call.getArguments().get(0).toString();
                                    Matcher code = LOG_CODE.matcher(sentence);
                                    if (!code.matches()) {
                                        report(file, call, "logs without a code (PR and six digits)");
                                    } else if (!sentences
                                            .computeIfAbsent(code.group(1), unused -> sentence)
                                            .equals(sentence)) {
                                        report(file, call, code.group(1) + " stands for another sentence, too");
                                    }
                                }
                                return super.visitMethodInvocation(call, file);
                            }
                        }.violationsIn(sources))
                .isEmpty();
    }

    @Test
    void whatIsLoggedIsDocumented() throws IOException {
        String documents = documents();
        assertThat(
                        new HouseRule() {
                            @Override
                            public Void visitMethodInvocation(MethodInvocationTree call, SourceFile file) {
                                if (file.isPublished() && logs(call)) {
                                    Matcher code = LOG_CODE.matcher(
                                            call.getArguments().get(0).toString());
                                    if (code.matches() && !documents.contains(code.group(1))) {
                                        report(file, call, code.group(1) + " stands in none of docs/*.md");
                                    }
                                }
                                return super.visitMethodInvocation(call, file);
                            }
                        }.violationsIn(sources))
                .isEmpty();
    }

    private static String documents() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(sources.root().resolve("docs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    private static boolean isPublic(ModifiersTree modifiers, Tree owner) {
        return owner.getKind() == Tree.Kind.INTERFACE || modifiers.getFlags().contains(Modifier.PUBLIC);
    }

    private static boolean overrides(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(
                        annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }

    /** One without parameters: what there is to say of it, its class has said. */
    private static boolean isTrivialConstructor(MethodTree method) {
        return method.getReturnType() == null && method.getParameters().isEmpty();
    }

    private static boolean logs(MethodInvocationTree call) {
        return call.getMethodSelect() instanceof MemberSelectTree select
                && LOGGER.matcher(select.getExpression().toString()).matches()
                && select.getIdentifier().toString().matches("error|warn|info");
    }
}

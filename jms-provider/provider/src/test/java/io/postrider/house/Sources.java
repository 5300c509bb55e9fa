package io.postrider.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Every Java source of the repository, parsed once by the JDK's own compiler. */
final class Sources {
    private static final List<String> PUBLISHED = List.of("jms-provider", "junit5", "spring-boot-starter");

    private final Path root;
    private final DocTrees trees;
    private final List<SourceFile> files;

    private Sources(Path root, DocTrees trees, List<SourceFile> files) {
        this.root = root;
        this.trees = trees;
        this.files = files;
    }

    /** One source with its syntax tree; {@code path} is relative to the repository. */
    record SourceFile(Path path, String text, CompilationUnitTree unit) {

        boolean isMain() {
            return path.toString().contains("src/main/java");
        }

        /** Whether it is part of a jar that users get. */
        boolean isPublished() {
            return isMain() && PUBLISHED.stream().anyMatch(path::startsWith);
        }

        String packageName() {
            return unit.getPackageName().toString();
        }

        List<String> lines() {
            return text.lines().toList();
        }

        long lineAt(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }

    /** Where the repository begins, seen from the module that a test runs in. */
    static Path repositoryRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException(
                        "no mvnw in any folder above " + Path.of("").toAbsolutePath());
            }
        }
        return folder;
    }

    static Sources parseAll() throws IOException {
        Path root = repositoryRoot();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(paths(root)));
            List<SourceFile> files = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                Path path = root.relativize(Path.of(unit.getSourceFile().toUri()));
                files.add(new SourceFile(
                        path, unit.getSourceFile().getCharContent(true).toString(), unit));
            }
            return new Sources(root, DocTrees.instance(task), files);
        }
    }

    private static List<Path> paths(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.toString().contains("/target/"))
                    .filter(path -> path.toString().contains("/src/"))
                    .sorted()
                    .toList();
        } catch (IOException cannotWalk) {
            throw new UncheckedIOException(cannotWalk);
        }
    }

    Path root() {
        return root;
    }

    List<SourceFile> files() {
        return files;
    }

    /** The places of all lines that match. */
    List<String> linesMatching(Pattern pattern) {
        List<String> places = new ArrayList<>();
        for (SourceFile file : files) {
            int number = 0;
            for (String line : file.lines()) {
                number++;
                if (pattern.matcher(line).find()) {
                    places.add(file.path() + ":" + number + " " + line.strip());
                }
            }
        }
        return places;
    }

    long startLine(SourceFile file, Tree tree) {
        return file.lineAt(trees.getSourcePositions().getStartPosition(file.unit(), tree));
    }

    long endLine(SourceFile file, Tree tree) {
        return file.lineAt(trees.getSourcePositions().getEndPosition(file.unit(), tree));
    }

    boolean isDocumented(TreePath path) {
        String comment = trees.getDocComment(path);
        return comment != null && !comment.isBlank();
    }
}

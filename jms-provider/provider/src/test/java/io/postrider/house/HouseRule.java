package io.postrider.house;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePathScanner;
import io.postrider.house.Sources.SourceFile;
import java.util.ArrayList;
import java.util.List;

/** A rule for sources: visits what it is about, and reports every place that breaks it. */
abstract class HouseRule extends TreePathScanner<Void, SourceFile> {
    private final List<String> violations = new ArrayList<>();
    private Sources sources;

    /** Every violation with its place, in the order of files and lines. */
    final List<String> violationsIn(Sources all) {
        sources = all;
        for (SourceFile file : all.files()) {
            scan(file.unit(), file);
        }
        return violations;
    }

    final void report(SourceFile file, Tree place, String what) {
        violations.add(file.path() + ":" + sources.startLine(file, place) + " " + what);
    }

    /** How many lines a method has from its signature on: annotations may hold long tables. */
    final long lineCount(SourceFile file, MethodTree method) {
        Tree start = method.getReturnType() == null ? method.getBody() : method.getReturnType();
        return sources.endLine(file, method) - sources.startLine(file, start) + 1;
    }

    /** Whether what is being visited has a Javadoc comment. */
    final boolean isDocumented() {
        return sources.isDocumented(getCurrentPath());
    }

    final Tree owner() {
        return getCurrentPath().getParentPath().getLeaf();
    }
}

package io.callarchive.docs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The files of this repository, without what a build or a tool has put beside them. */
final class Repository {
    private static final Set<String> LEFT_OUT = Set.of(".git", "target", "node_modules");

    private Repository() {}

    static List<Path> files(Path root) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return LEFT_OUT.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file.normalize());
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }

    /** The README, the pages of the operators and those of the contributors. */
    static List<Page> pages() throws IOException {
        List<Page> pages = new ArrayList<>();
        pages.add(Page.read(Path.of("README.md")));
        for (String folder : List.of("infra", ".github")) {
            for (Path file : files(Path.of(folder))) {
                if (file.toString().endsWith(".md")) {
                    pages.add(Page.read(file));
                }
            }
        }
        return pages;
    }
}

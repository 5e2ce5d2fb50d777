package io.callarchive.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pages lead where they say, repeat nothing, and name files that are there. */
class DocumentsTest {
    private static final int MOST_LINES_OF_THE_README = 200;
    private static final int LONGEST_REPETITION = 80;

    private static final Pattern SOURCE_FILE = Pattern.compile("[\\w.-]+\\.(?:java|mjs)");
    private static final Pattern CLASS = Pattern.compile("[A-Z][a-z0-9]+(?:[A-Z]\\w*)+");
    private static final Pattern PATH = Pattern.compile("(?:src|infra|\\.github|\\.ci)/[\\w./-]+");

    private final List<Page> pages = Repository.pages();

    DocumentsTest() throws IOException {}

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> dead = new ArrayList<>();
        for (Page page : pages) {
            page.targets().stream()
                    .filter(target -> !leadsSomewhere(page, target))
                    .forEach(target -> dead.add(page + ": " + target));
        }
        assertThat(dead).isEmpty();
        assertThat(pages.stream().mapToInt(page -> page.targets().size()).sum()).isGreaterThan(60);
    }

    private boolean leadsSomewhere(Page page, String target) {
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        Path path =
                file.isEmpty() ? page.path() : page.path().resolveSibling(file).normalize();
        if (path.startsWith("..") || !Files.exists(path)) {
            return false;
        }
        return hash < 0
                || pages.stream()
                        .filter(other -> other.path().equals(path))
                        .anyMatch(other -> other.anchors().contains(target.substring(hash + 1)));
    }

    @Test
    void theReadmeLeadsToEveryPage() {
        Set<Path> linked = pages.get(0).targets().stream()
                .map(target -> Path.of(target.replaceAll("#.*", "")))
                .collect(Collectors.toSet());
        assertThat(pages.stream().skip(1).map(Page::path)).isSubsetOf(linked);
    }

    @Test
    void theReadmeIsShort() {
        assertThat(pages.get(0).lines()).isLessThanOrEqualTo(MOST_LINES_OF_THE_README);
    }

    @Test
    void noPageRepeatsAnother() {
        Map<String, Page> first = new HashMap<>();
        List<String> repeated = new ArrayList<>();
        for (Page page : pages) {
            for (String passage : page.passages(LONGEST_REPETITION)) {
                Page before = first.putIfAbsent(passage, page);
                if (before != null) {
                    repeated.add(before + " and " + page + ": " + passage);
                }
            }
        }
        assertThat(repeated).isEmpty();
        assertThat(first).hasSizeGreaterThan(300);
    }

    @Test
    void everyFileThatAPageNamesIsThere() throws IOException {
        Set<String> names = Repository.files(Path.of("src")).stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        for (Page page : pages) {
            boolean ofContributors = page.path().startsWith(".github");
            for (String code : page.code()) {
                String word = code.replaceAll(" .*", "");
                boolean isThere = !SOURCE_FILE.matcher(word).matches() || names.contains(word);
                isThere &= !PATH.matcher(word).matches() || Files.exists(Path.of(word));
                isThere &= !(ofContributors && CLASS.matcher(word).matches()) || names.contains(word + ".java");
                if (!isThere) {
                    missing.add(page + ": " + word);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void troubleshootingSaysWhatToDoForEachCode() throws IOException {
        String page = Files.readString(Path.of("infra/docs/troubleshooting.md"));
        String table = page.substring(page.indexOf("| code |"), page.indexOf("```kusto", page.indexOf("| code |")));
        assertThat(Arrays.stream(Problem.Code.values()).map(code -> "`" + code.label() + "`"))
                .allSatisfy(code -> assertThat(table).contains(code));
    }
}

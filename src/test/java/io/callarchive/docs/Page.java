package io.callarchive.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A page of the documentation, as far as GitHub's Markdown matters here. */
record Page(Path path, String text) {
    private static final Pattern FENCE = Pattern.compile("(?m)^ *```.*$");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern TARGET = Pattern.compile("]\\(([^()\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*)");
    private static final Pattern NO_PART_OF_AN_ANCHOR = Pattern.compile("[^\\p{L}\\p{M}\\p{N}_ -]");
    private static final Pattern SECTION = Pattern.compile("\n#{1,6} ");
    private static final Pattern BLOCK_END = Pattern.compile("\n\\s*\n");
    private static final Pattern LINE_END = Pattern.compile("\n");
    private static final Pattern ITEM = Pattern.compile("\n(?= *(?:[*-]|\\d+\\.) )");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.:;?!]) (?=\\S)");
    private static final Pattern CELL_END = Pattern.compile(" \\| ");

    static Page read(Path path) throws IOException {
        return new Page(path, Files.readString(path));
    }

    int lines() {
        return (int) text.lines().count();
    }

    /** The text of a section, without its heading, up to the next heading of any level. */
    String section(String heading) {
        return SECTION.splitAsStream("\n" + text)
                .filter(part -> part.startsWith(heading + "\n"))
                .map(part -> part.substring(heading.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no section '" + heading + "' in " + path));
    }

    /** Where the links and pictures lead, without those to other sites. */
    List<String> targets() {
        String prose = CODE.matcher(outsideFences()).replaceAll("code");
        return TARGET.matcher(prose)
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.contains(":"))
                .toList();
    }

    /** What stands between backticks in a line. */
    List<String> code() {
        return CODE.matcher(outsideFences())
                .results()
                .map(span -> span.group(1))
                .toList();
    }

    /** The anchors of the headings, by the rule of GitHub. */
    Set<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new LinkedHashSet<>();
        outsideFences().lines().map(HEADING::matcher).forEach(heading -> {
            if (heading.matches()) {
                String anchor = anchor(heading.group(1));
                int before = seen.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
        });
        return anchors;
    }

    static String anchor(String heading) {
        String words = TARGET.matcher(heading).replaceAll("]");
        return NO_PART_OF_AN_ANCHOR
                .matcher(words.strip().toLowerCase(Locale.ROOT))
                .replaceAll("")
                .replace(' ', '-');
    }

    /** All that is longer than that and could stand on a second page: paragraphs, sentences, rows, cells, blocks of code. */
    Set<String> passages(int longerThan) {
        List<String> passages = new ArrayList<>(fences());
        BLOCK_END.splitAsStream(outsideFences()).forEach(block -> {
            boolean isTable = block.startsWith("|");
            (isTable ? LINE_END : ITEM).splitAsStream(block).map(Page::plain).forEach(passage -> {
                passages.add(passage);
                (isTable ? CELL_END : SENTENCE_END).splitAsStream(passage).forEach(passages::add);
            });
        });
        return passages.stream()
                .filter(passage -> passage.length() > longerThan)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The same text is a repetition wherever its lines break and its links lead. */
    private static String plain(String markdown) {
        return TARGET.matcher(markdown)
                .replaceAll("]")
                .replaceAll("^ *(?:[*-]|\\d+\\.) ", "")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private String outsideFences() {
        return String.join("\n\n", parts(0));
    }

    private List<String> fences() {
        return parts(1);
    }

    /** Every second part of what lies between the fences: from 0 the prose, from 1 the code. */
    private List<String> parts(int first) {
        String[] parts = FENCE.split(text, -1);
        return IntStream.range(0, parts.length)
                .filter(i -> i % 2 == first)
                .mapToObj(i -> parts[i])
                .toList();
    }

    /** What the pattern's first group finds in a text, in order. */
    static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(Page::firstGroup).toList();
    }

    private static String firstGroup(MatchResult result) {
        return result.group(1);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}

package io.callarchive.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Pages of rows that hold everything JSON allows, written with every freedom it leaves. */
final class RandomPages {
    private static final List<String> NUMBERS =
            List.of("0", "-0", "0.00", "1.50", "-1e-7", "12345678901234567890", "3.0E+08", "99999.999990");
    private static final List<String> CHARACTERS = List.of(
            "a",
            "Z",
            "0",
            " ",
            "ä",
            "İ",
            "ı",
            "東",
            "😀",
            "\u2028",
            "\u007f",
            "\\n",
            "\\r",
            "\\\"",
            "\\\\",
            "\\/",
            "\\u000A",
            "\\ud83d\\ude00",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\\\"value\\\":[",
            "@odata.nextLink");
    private static final List<String> NAMES =
            List.of("id", "value", "@odata.nextLink", "sentDateTime", "", "größe", "\\u0069d", "callCharge");
    private static final List<String> SPACES = List.of("", "", "", "", " ", "\t", "\n", "\r\n", "\n        ");

    private final Random random;

    RandomPages(Random random) {
        this.random = random;
    }

    /**
     * A page.
     *
     * @param rows the lines that it must become
     */
    record Sent(String body, List<String> rows, Optional<String> nextLink) {}

    Sent next() {
        List<String> rows = new ArrayList<>();
        StringBuilder value = new StringBuilder("[" + space());
        int count = random.nextInt(40);
        for (int i = 0; i < count; i++) {
            String row = object(0);
            rows.add(row.replace('\n', ' ').replace('\r', ' '));
            value.append(i == 0 ? "" : space() + "," + space()).append(row);
        }
        value.append(space()).append(']');
        Optional<String> link = random.nextBoolean()
                ? Optional.of("https://graph.example/?$skip=" + random.nextInt(9))
                : Optional.empty();
        List<String> members = new ArrayList<>();
        members.add("\"value\"" + space() + ":" + space() + value);
        link.ifPresent(it ->
                members.add(random.nextInt(members.size() + 1), "\"@odata.nextLink\"" + space() + ":\"" + it + "\""));
        while (random.nextInt(3) > 0) {
            members.add(random.nextInt(members.size() + 1), "\"x\":" + element(2));
        }
        return new Sent(space() + "{" + space() + String.join(",", members) + "}" + space(), rows, link);
    }

    private String object(int depth) {
        StringBuilder object = new StringBuilder("{" + space());
        int members = random.nextInt(6);
        for (int i = 0; i < members; i++) {
            object.append(i == 0 ? "" : "," + space())
                    .append('"')
                    .append(random.nextBoolean() ? pick(NAMES) : text())
                    .append('"')
                    .append(space())
                    .append(':')
                    .append(space())
                    .append(element(depth + 1))
                    .append(space());
        }
        return object.append('}').toString();
    }

    private String element(int depth) {
        return switch (random.nextInt(depth > 4 ? 6 : 8)) {
            case 0 -> "null";
            case 1 -> Boolean.toString(random.nextBoolean());
            case 2 -> pick(NUMBERS);
            case 3, 4, 5 -> '"' + text() + '"';
            case 6 -> object(depth);
            default -> array(depth);
        };
    }

    private String array(int depth) {
        List<String> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(space() + element(depth + 1) + space());
        }
        return "[" + String.join(",", elements) + "]";
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(pick(CHARACTERS));
        }
        return text.toString();
    }

    private String space() {
        return pick(SPACES);
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}

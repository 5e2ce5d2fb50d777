package io.callarchive.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs a Kusto query over log lines, as far as the alerts use the language: {@code where} with one comparison,
 * {@code extend} with {@code extract}, {@code summarize} with {@code arg_max} or {@code max}. Anything else is refused, so
 * a query that it takes is a query that it runs. It does not cover how Azure Monitor groups rows by dimensions, waits for
 * late lines, or tells a window's end; whether a query parses, Kusto's own language service checks.
 */
public final class KustoSubset {
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(\\w+) = (toint\\()?extract\\(\"([^\"]*)\", (\\d+), message\\)(\\))?(?:, |$)");
    private static final Pattern HAS = Pattern.compile("message has \"([^\"]*)\"");
    private static final Pattern IS = Pattern.compile("(\\w+) == \"([^\"]*)\"");
    private static final Pattern MORE = Pattern.compile("(\\w+) > (\\d+)");
    private static final Pattern SINCE = Pattern.compile("(\\w+) ([<>]) ago\\((\\d+)([hd])\\)");
    private static final Pattern NEWEST = Pattern.compile("arg_max\\(timestamp, ([\\w, ]+)\\) by (\\w+)");

    private final Instant now;

    public KustoSubset(Instant now) {
        this.now = now;
    }

    /** A line of the table {@code traces}. */
    public record Trace(Instant timestamp, String message) {}

    /** The rows that the query finds; columns by name. */
    public List<Map<String, Object>> run(String query, List<Trace> traces) {
        String[] steps = query.split(" \\| ", -1);
        if (!steps[0].equals("traces")) {
            throw new IllegalArgumentException("a query on traces: " + query);
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        traces.forEach(
                trace -> rows.add(new HashMap<>(Map.of("timestamp", trace.timestamp(), "message", trace.message()))));
        List<Map<String, Object>> found = rows;
        for (int i = 1; i < steps.length; i++) {
            found = step(steps[i], found);
        }
        return found;
    }

    private List<Map<String, Object>> step(String step, List<Map<String, Object>> rows) {
        if (step.startsWith("where ")) {
            return rows.stream().filter(condition(step.substring(6))).toList();
        }
        if (step.equals("extend timestamp = newest")) {
            rows.forEach(row -> row.put("timestamp", value(row, "newest")));
            return rows;
        }
        if (step.startsWith("extend ")) {
            rows.forEach(row -> extend(row, step.substring(7)));
            return rows;
        }
        if (step.equals("summarize newest = coalesce(max(timestamp), ago(47h))")) {
            Instant newest = rows.stream()
                    .map(row -> time(row, "timestamp"))
                    .max(Comparator.naturalOrder())
                    .orElse(now.minus(Duration.ofHours(47)));
            return List.of(new HashMap<>(Map.of("newest", newest)));
        }
        Matcher arguments = NEWEST.matcher(step.replaceFirst("^summarize ", ""));
        if (step.startsWith("summarize ") && arguments.matches()) {
            Map<Object, Map<String, Object>> newest = new LinkedHashMap<>();
            rows.forEach(row -> newest.merge(
                    value(row, arguments.group(2)),
                    row,
                    (one, other) -> time(one, "timestamp").isAfter(time(other, "timestamp")) ? one : other));
            return List.copyOf(newest.values());
        }
        throw new IllegalArgumentException("no step of the alerts: " + step);
    }

    private Predicate<Map<String, Object>> condition(String text) {
        Matcher has = HAS.matcher(text);
        if (has.matches()) {
            Pattern term = Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(has.group(1)) + "(?![A-Za-z0-9])");
            return row -> term.matcher(String.valueOf(value(row, "message"))).find();
        }
        Matcher is = IS.matcher(text);
        if (is.matches()) {
            return row -> is.group(2).equals(value(row, is.group(1)));
        }
        Matcher more = MORE.matcher(text);
        if (more.matches()) {
            return row -> ((Integer) value(row, more.group(1))) > Integer.parseInt(more.group(2));
        }
        Matcher since = SINCE.matcher(text);
        if (since.matches()) {
            long count = Long.parseLong(since.group(3));
            Duration back = since.group(4).equals("h") ? Duration.ofHours(count) : Duration.ofDays(count);
            Instant then = now.minus(back);
            boolean after = since.group(2).equals(">");
            return row -> Optional.ofNullable((Instant) row.get(since.group(1)))
                    .filter(time -> after ? time.isAfter(then) : time.isBefore(then))
                    .isPresent();
        }
        throw new IllegalArgumentException("no condition of the alerts: " + text);
    }

    private static void extend(Map<String, Object> row, String assignments) {
        Matcher one = ASSIGNMENT.matcher(assignments);
        int end = 0;
        while (one.find()) {
            if (one.start() != end) {
                break;
            }
            end = one.end();
            Matcher found = Pattern.compile(one.group(3)).matcher(String.valueOf(value(row, "message")));
            String text = found.find() ? found.group(Integer.parseInt(one.group(4))) : "";
            row.put(one.group(1), one.group(2) == null ? text : Integer.valueOf(text.isEmpty() ? "0" : text));
        }
        if (end != assignments.length()) {
            throw new IllegalArgumentException("no assignment of the alerts: " + assignments.substring(end));
        }
    }

    private static Instant time(Map<String, Object> row, String column) {
        return (Instant) value(row, column);
    }

    private static Object value(Map<String, Object> row, String column) {
        @Nullable Object value = row.get(column);
        if (value == null) {
            throw new IllegalArgumentException("no column " + column);
        }
        return value;
    }
}

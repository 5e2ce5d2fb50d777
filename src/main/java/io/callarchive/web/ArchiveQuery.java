package io.callarchive.web;

import io.callarchive.CallLog;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The query of {@code GET /api/archive?from=&to=&logs=}; without dates it is the last 366 days, without logs all that
 * the app archives.
 *
 * @param to the last day of this answer
 * @param end the last day that was asked for; later than {@code to} if there are more than fit in one answer
 */
public record ArchiveQuery(LocalDate from, LocalDate to, LocalDate end, Set<CallLog> logs) {
    private static final Set<String> PARAMETERS = Set.of("from", "to", "logs");

    /**
     * Reads the query.
     *
     * @throws BadRequest with all that is wrong
     */
    public static ArchiveQuery parse(Map<String, String> query, Collection<CallLog> enabled, LocalDate today)
            throws BadRequest {
        List<String> problems = new ArrayList<>();
        if (!query.keySet().stream().allMatch(ArchiveQuery::isKnown)) {
            problems.add("only from, to and logs are known, and code for the function key");
        }
        LocalDate yesterday = today.minusDays(1);
        LocalDate end = query.containsKey("to") ? Days.parse(query.get("to"), "to", today, problems) : yesterday;
        LocalDate from = query.containsKey("from")
                ? Days.parse(query.get("from"), "from", today, problems)
                : end.minusDays(Days.MOST - 1L);
        if (problems.isEmpty() && end.isBefore(from)) {
            problems.add("to must not be before from");
        }
        Set<CallLog> logs = logs(query.get("logs"), enabled, problems);
        if (!problems.isEmpty()) {
            throw new BadRequest(400, problems);
        }
        boolean fits = ChronoUnit.DAYS.between(from, end) < Days.MOST;
        return new ArchiveQuery(from, fits ? end : from.plusDays(Days.MOST - 1L), end, logs);
    }

    /** The host takes the key in any case, and hands it on. */
    private static boolean isKnown(String name) {
        return PARAMETERS.contains(name) || name.equalsIgnoreCase("code");
    }

    /** The relative URL of the rest; empty if there is none. */
    public Optional<String> next() {
        return to.isBefore(end) ? Optional.of(url(to.plusDays(1), end, logs)) : Optional.empty();
    }

    /** The relative URL that shows these days. */
    public static String url(LocalDate from, LocalDate to, Set<CallLog> logs) {
        return "/api/archive?from=" + from + "&to=" + to + "&logs="
                + logs.stream().map(CallLog::label).collect(Collectors.joining(","));
    }

    private static Set<CallLog> logs(@Nullable String text, Collection<CallLog> enabled, List<String> problems) {
        Set<CallLog> logs = EnumSet.noneOf(CallLog.class);
        if (text == null || text.isEmpty()) {
            logs.addAll(enabled);
            return logs;
        }
        boolean known = true;
        for (String label : text.split(",", -1)) {
            Optional<CallLog> log = CallLog.ofLabel(label).filter(enabled::contains);
            log.ifPresent(logs::add);
            known &= log.isPresent();
        }
        if (!known) {
            problems.add("logs must be a comma-separated list of " + enabled);
        }
        return logs;
    }
}

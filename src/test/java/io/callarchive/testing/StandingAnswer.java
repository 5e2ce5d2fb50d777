package io.callarchive.testing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An answer of {@code GET /api/archive}, made up: whatever a test wants each day to be. */
public final class StandingAnswer {
    private StandingAnswer() {}

    /** A day that was archived by a night that was due at 03:30. */
    public static String archived(LocalDate date) {
        return day(
                date,
                "settled",
                "\"rows\":3,\"readings\":[{\"dueAt\":\"" + date.plusDays(1) + "T03:30:00Z\",\"rows\":3},{\"dueAt\":\""
                        + date.plusDays(3) + "T03:30:00Z\",\"rows\":3}]");
    }

    /** A day of that state, with whatever more. */
    public static String day(LocalDate date, String state, String more) {
        return "{\"date\":\"" + date + "\",\"state\":\"" + state + "\"" + (more.isEmpty() ? "" : ",") + more + "}";
    }

    /** All of it. */
    public static String of(
            int version, Instant asOf, LocalDate from, LocalDate to, Function<LocalDate, String> day, String... logs) {
        return "{\"version\":" + version + ",\"asOf\":\"" + asOf + "\",\"today\":\"" + to.plusDays(1)
                + "\",\"from\":\"" + from + "\",\"to\":\"" + to
                + "\",\"next\":null,\"files\":\"https://lake.example.org/call-logs\",\"logs\":["
                + Arrays.stream(logs)
                        .map(log -> "{\"log\":\"" + log + "\",\"keptDays\":null,\"newestSettled\":null,\"days\":["
                                + from.datesUntil(to.plusDays(1)).map(day).collect(Collectors.joining(","))
                                + "]}")
                        .collect(Collectors.joining(","))
                + "],\"orders\":[],\"atRisk\":[],\"holds\":[]}";
    }
}

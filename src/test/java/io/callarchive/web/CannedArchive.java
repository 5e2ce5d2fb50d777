package io.callarchive.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Answers of {@code GET /api/archive} as of 22 November 2026, 03:40 UTC. */
final class CannedArchive {
    static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    static final LocalDate LAST = TODAY.minusDays(1);
    static final LocalDate FIRST = TODAY.minusDays(366);
    static final String HOSTILE = "</script><img src=x onerror=\"document.title='pwned'\">";

    private static final LocalDate CUT = LocalDate.of(2026, 5, 1);
    private static final LocalDate INSTALLED = LocalDate.of(2026, 5, 19);
    private static final LocalDate LOST_WEEKEND = LocalDate.of(2026, 7, 4);

    private CannedArchive() {}

    /** The first part of a year in which each state occurs; the second begins at {@link #secondPartOfYear}. */
    static ObjectNode firstPartOfYear() {
        ObjectNode part = part(CUT, LAST);
        part.put("next", "?from=" + FIRST + "&to=" + CUT.minusDays(1));
        logs(part, CUT, LAST);
        ArrayNode risks = part.putArray("atRisk");
        risks.add(risk("direct-routing", LOST_WEEKEND));
        risks.add(risk("direct-routing", LOST_WEEKEND.plusDays(1)));
        return part;
    }

    static ObjectNode secondPartOfYear() {
        ObjectNode part = part(FIRST, CUT.minusDays(1));
        part.putNull("next");
        logs(part, FIRST, CUT.minusDays(1));
        part.putArray("atRisk");
        return part;
    }

    /** What {@code GET /api/health} says meanwhile. */
    static ObjectNode health() {
        return (ObjectNode) parse("""
                {"status":"fail","version":"0.1.0","commit":"1a2b3c4","tenant":"6f1c2d3e-0000-4000-8000-00000000abcd",
                 "lastRun":"2026-11-22T03:30:00Z","nextRun":"2026-11-23T03:30:00Z","checks":{
                 "log pstn":[{"status":"fail","output":"2026-11-20 is not archived"}],
                 "graph-role":[{"status":"pass","output":"all is well"}]}}""");
    }

    /** An app that was deployed today. */
    static ObjectNode empty() {
        ObjectNode part = part(FIRST, LAST);
        part.putNull("next");
        for (String name : List.of("sms", "direct-routing", "pstn", "blocked-users", "dialout")) {
            ObjectNode log = log(part, name);
            for (LocalDate date = FIRST; !date.isAfter(LAST); date = date.plusDays(1)) {
                Integer kept = keptDays(name);
                boolean gone = kept != null && age(date) > kept;
                log.withArray("days").add(day(date, gone ? "gone" : "missing"));
            }
        }
        part.putArray("atRisk");
        return part;
    }

    /** One log that is complete. */
    static ObjectNode complete() {
        ObjectNode part = part(LAST.minusDays(6), LAST);
        part.putNull("next");
        ObjectNode log = log(part, "sms");
        for (LocalDate date = LAST.minusDays(6); !date.isAfter(LAST); date = date.plusDays(1)) {
            log.withArray("days").add(archived(date, "settled", 10));
        }
        part.putArray("atRisk");
        return part;
    }

    /** The same, with one order on its way and one that nobody has looked at yet. */
    static ObjectNode ordered() {
        ObjectNode part = complete();
        ArrayNode orders = part.putArray("orders");
        orders.addObject()
                .put("order", "2026-01-01.2026-06-30.sms.pstn")
                .put("placedAt", "2026-11-22T03:00:00Z")
                .put("from", "2026-01-01")
                .put("to", "2026-06-30")
                .put("force", false)
                .put("days", 1466)
                .put("left", 1375)
                .put("minutes", 30)
                .putArray("logs")
                .add("sms")
                .add("pstn");
        orders.addObject()
                .put("order", "2026-11-01.2026-11-01.sms.force")
                .put("placedAt", "2026-11-22T03:39:59Z")
                .put("from", "2026-11-01")
                .put("to", "2026-11-01")
                .put("force", true)
                .putNull("days")
                .putNull("left")
                .putNull("minutes")
                .putArray("logs")
                .add("sms");
        return part;
    }

    /** The same, with a day that was first read at a great age. */
    static ObjectNode late() {
        ObjectNode part = complete();
        ObjectNode log = (ObjectNode) part.get("logs").get(0);
        log.put("keptDays", 150).put("keptDaysAtMost", 720);
        log.putObject("seen").put("date", "2025-12-03").put("on", "2026-11-21");
        ObjectNode day = (ObjectNode) log.get("days").get(3);
        day.putArray("notes").add("read-late");
        day.putArray("readings").add(reading(LocalDate.of(2026, 11, 18).plusDays(210), 10));
        return part;
    }

    /** Every text that may come from elsewhere holds HTML. */
    static ObjectNode hostile() {
        ObjectNode part = complete();
        ObjectNode log = (ObjectNode) part.get("logs").get(0);
        log.put("log", HOSTILE);
        log.put("newestSettled", HOSTILE);
        ObjectNode day = (ObjectNode) log.get("days").get(6);
        day.put("state", "failed").put("archivedAt", HOSTILE);
        day.set("trouble", trouble(403, HOSTILE, HOSTILE, 2));
        ((ObjectNode) log.get("days").get(5)).put("state", HOSTILE);
        part.put("asOf", HOSTILE);
        part.withArray("atRisk")
                .addObject()
                .put("log", HOSTILE)
                .put("date", HOSTILE)
                .put("deletedInDays", 1);
        return part;
    }

    private static void logs(ObjectNode part, LocalDate from, LocalDate to) {
        for (String name : List.of("sms", "direct-routing", "pstn", "blocked-users", "dialout")) {
            ObjectNode log = log(part, name);
            log.put("newestSettled", TODAY.minusDays(8).toString());
            // The newest day first, as the app may well send them.
            for (LocalDate date = to; !date.isBefore(from); date = date.minusDays(1)) {
                log.withArray("days").add(dayOfYear(name, date));
            }
        }
    }

    private static ObjectNode dayOfYear(String log, LocalDate date) {
        Integer kept = keptDays(log);
        if (kept != null && date.isBefore(INSTALLED.minusDays(kept))) {
            return day(date, "gone");
        }
        if (log.equals("direct-routing") && !date.isBefore(LOST_WEEKEND) && date.isBefore(LOST_WEEKEND.plusDays(2))) {
            return withDeletion(day(date, "missing"), log, date);
        }
        if (log.equals("pstn") && age(date) <= 3 && age(date) > 1) {
            return refused(log, date);
        }
        if (log.equals("sms") && age(date) == 40) {
            return withDeletion(archived(date, "erased", rows(log, date)), log, date);
        }
        if (log.equals("dialout") && age(date) == 1) {
            return withDeletion(day(date, "in-progress"), log, date);
        }
        return withDeletion(archived(date, age(date) < 8 ? "provisional" : "settled", rows(log, date)), log, date);
    }

    private static ObjectNode refused(String log, LocalDate date) {
        ObjectNode failed = withDeletion(day(date, "failed"), log, date);
        failed.set(
                "trouble",
                trouble(
                        403,
                        "Forbidden",
                        "the identity lacks CallRecord-PstnCalls.Read.All or CallRecords.Read.All",
                        (int) age(date)));
        return failed;
    }

    private static int rows(String log, LocalDate date) {
        int usual = switch (log) {
            case "sms" -> 140;
            case "direct-routing" -> 1150;
            case "pstn" -> 310;
            case "dialout" -> 12;
            default -> 2;
        };
        SplittableRandom random = new SplittableRandom(date.toEpochDay() * 31 + usual);
        boolean weekend = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
        MonthDay inYear = MonthDay.from(date);
        boolean holiday = inYear.isAfter(MonthDay.of(12, 22)) || inYear.isBefore(MonthDay.of(1, 3));
        double share = (weekend ? 0.12 : 1) * (holiday ? 0.3 : 1) * (0.8 + random.nextDouble() * 0.4);
        return (int) Math.round(usual * share);
    }

    private static ObjectNode part(LocalDate from, LocalDate to) {
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        part.put("version", 1).put("asOf", "2026-11-22T03:40:00Z").put("today", TODAY.toString());
        part.put("from", from.toString()).put("to", to.toString());
        part.put("files", "https://lake.example.org/call-logs");
        part.putArray("logs");
        return part;
    }

    private static ObjectNode log(ObjectNode part, String name) {
        ObjectNode log = part.withArray("logs").addObject();
        log.put("log", name).put("keptDays", keptDays(name)).putNull("newestSettled");
        log.putArray("days");
        return log;
    }

    private static ObjectNode day(LocalDate date, String state) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("date", date.toString())
                .put("state", state);
    }

    private static ObjectNode archived(LocalDate date, String state, int rows) {
        ObjectNode day = day(date, state)
                .put("rows", rows)
                .put("archivedAt", date.plusDays(1) + "T03:31:07.4120000Z")
                .put("checkedAt", date.plusDays(1) + "T03:31:09Z")
                .put("duplicates", 0)
                .put("versions", 0)
                .put("outside", 0);
        day.putArray("readings").add(reading(date.plusDays(1), rows - rows / 50));
        if (age(date) > 2) {
            day.withArray("readings").add(reading(date.plusDays(2), rows));
        }
        return day;
    }

    private static ObjectNode reading(LocalDate date, int rows) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("dueAt", date + "T03:30:00Z")
                .put("rows", rows);
    }

    private static ObjectNode withDeletion(ObjectNode day, String log, LocalDate date) {
        Integer kept = keptDays(log);
        return kept == null || age(date) > kept ? day : day.put("deletedInDays", kept - age(date));
    }

    private static ObjectNode risk(String log, LocalDate date) {
        return withDeletion(
                JsonNodeFactory.instance.objectNode().put("log", log).put("date", date.toString()), log, date);
    }

    private static ObjectNode trouble(int status, String code, String message, int count) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", status)
                .put("code", code)
                .put("message", message)
                .put("requestId", "6b1f0c9e-4f5a-4a53-9f0e-2a1d7c3b8e90")
                .put("firstMetAt", "2026-11-20T03:30:12Z")
                .put("lastMetAt", "2026-11-22T03:30:09Z")
                .put("count", count);
    }

    private static @Nullable Integer keptDays(String log) {
        return switch (log) {
            case "direct-routing" -> 150;
            case "pstn" -> 365;
            default -> null;
        };
    }

    private static long age(LocalDate date) {
        return ChronoUnit.DAYS.between(date, TODAY);
    }

    static JsonNode parse(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.callarchive.views;

import io.callarchive.CallLog;
import io.callarchive.local.tenant.SimulatedTenant;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two weeks of a tenant with all that can surprise a reader. The simulated rows have names beyond ASCII, masked numbers,
 * nulls, missing ids, times without a value and up to seven digits of a second; here come a day without rows, one with
 * a single row and one with repeated ones, ids that are none or have versions, late rows, half a surrogate pair, a field
 * that Graph adds in the second week, and extreme amounts.
 */
final class QuirkyTenant {
    /** All of it over and still to be had from Microsoft; the same span as long as this JVM runs. */
    static final LocalDate FIRST = threeWeeksAgo();

    static final List<LocalDate> DATES = FIRST.datesUntil(FIRST.plusDays(14)).toList();
    static final LocalDate EMPTY = FIRST.plusDays(2);
    /** One of its rows has a name that was cut in the middle of an emoji. */
    static final LocalDate CUT_NAME = FIRST.plusDays(3);

    static final LocalDate ONE_ROW = FIRST.plusDays(4);
    static final LocalDate REPEATED = FIRST.plusDays(5);
    static final LocalDate LATE = FIRST.plusDays(6);
    static final LocalDate ODD_IDS = FIRST.plusDays(8);
    static final int LATE_ROWS = 3;

    /** Different rows of {@link #ODD_IDS} have them: ten the first, two each of the others. */
    static final List<String> IDS_THAT_ARE_NONE = List.of("00000000-0000-0000-0000-000000000000", "0", "N/A", "{00}");

    static final int ROWS_OF_THE_EMPTY_GUID = 10;

    /** Its first field, so that the amounts inside it come before the row's own. */
    static final String NEW_FIELD = "addedByGraph";

    private static final String NEW_VALUE =
            "{\"charge\":99.5,\"callCharge\":99.5,\"totalCallCharge\":99.5,\"sentDateTime\":null}";
    private static final String HALF_A_PAIR = "\\ud83d";
    private static final Pattern NAME = Pattern.compile("(\"userDisplayName\": ?\"(?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern AMOUNT = Pattern.compile("(\"(?:charge|callCharge|totalCallCharge)\": ?)[0-9.]+");
    /** 20 digits in three places; the last has one digit too many for a column and must not be rounded. */
    private static final List<String> EXTREME_AMOUNTS =
            List.of("1234567890.1234567890", "0.000000000000000001", "12345678901234567890", "0.1234567890123456789");

    /** The row's own; that of an administrative unit begins its object. */
    private static final Pattern ID = Pattern.compile("(?<!\\{ ?)\"id\": ?(?:null|\"[^\"]*\")");
    /** What a later version of a row may have where an earlier one has nothing. */
    private static final Pattern CHANGING =
            Pattern.compile("(?<name>\"(?:charge|callCharge|duration)\": ?)(?:null|[0-9.]+)");

    private QuirkyTenant() {}

    private static LocalDate threeWeeksAgo() {
        return LocalDate.now(Clock.systemUTC()).minusDays(21);
    }

    /** The late rows are held back. */
    static SimulatedTenant create() {
        SimulatedTenant tenant = new SimulatedTenant(11, (log, date) -> 21 + (int) FIRST.until(date, ChronoUnit.DAYS));
        for (CallLog log : CallLog.values()) {
            for (LocalDate date : DATES) {
                List<byte[]> rows = rows(date, tenant.rows(log, date));
                tenant.put(log, date, date.equals(ODD_IDS) && log.idField().isPresent() ? withOddIds(rows) : rows);
            }
            tenant.holdBack(log, LATE, LATE_ROWS);
        }
        return tenant;
    }

    private static List<byte[]> rows(LocalDate date, List<byte[]> usual) {
        if (date.equals(EMPTY)) {
            return List.of();
        }
        if (date.equals(ONE_ROW)) {
            return List.of(usual.get(0));
        }
        List<byte[]> rows = new ArrayList<>();
        for (int place = 0; place < usual.size(); place++) {
            String row = new String(usual.get(place), StandardCharsets.UTF_8);
            if (place < EXTREME_AMOUNTS.size() && date.equals(FIRST)) {
                row = AMOUNT.matcher(row).replaceAll("$1" + EXTREME_AMOUNTS.get(place));
            }
            if (place == 1 && date.equals(CUT_NAME)) {
                row = cutName(row);
            }
            if (!date.isBefore(FIRST.plusDays(7))) {
                row = "{\"" + NEW_FIELD + "\":" + NEW_VALUE + "," + row.substring(1);
            }
            rows.add(row.getBytes(StandardCharsets.UTF_8));
        }
        if (date.equals(REPEATED)) {
            rows.addAll(rows.subList(0, 2));
        }
        return rows;
    }

    private static String cutName(String row) {
        String cut = NAME.matcher(row).replaceFirst("$1" + Matcher.quoteReplacement(HALF_A_PAIR) + "\"");
        return cut.equals(row) ? "{\"cutName\":\"" + HALF_A_PAIR + "\"," + row.substring(1) : cut;
    }

    static boolean hasCutName(String line) {
        return line.contains(HALF_A_PAIR + "\"");
    }

    /** Behind the ids that are none come seven rows that share one, and a row in three versions, the newest inmidst. */
    private static List<byte[]> withOddIds(List<byte[]> usual) {
        List<String> rows = new ArrayList<>();
        for (int place = 0; place < usual.size(); place++) {
            String row = new String(usual.get(place), StandardCharsets.UTF_8);
            rows.add(place < 24 ? withId(oddId(place), row) : row);
        }
        String first = rows.get(23);
        rows.set(23, CHANGING.matcher(first).replaceAll("${name}null"));
        rows.add(CHANGING.matcher(first).replaceAll("${name}9"));
        rows.add(CHANGING.matcher(first).replaceAll("${name}7"));
        return rows.stream().map(row -> row.getBytes(StandardCharsets.UTF_8)).toList();
    }

    private static String oddId(int place) {
        if (place < 16) {
            return IDS_THAT_ARE_NONE.get(place < ROWS_OF_THE_EMPTY_GUID ? 0 : 1 + place % 3);
        }
        return place < 23 ? "shared by seven" : "5e1f0a52-93c8-4c86-8c1b-1c4a2f0f7a11";
    }

    private static String withId(String id, String row) {
        return "{\"id\":\"" + id + "\","
                + ID.matcher(row).replaceAll("\"formerId\":null").substring(1);
    }
}

package io.callarchive.views;

import io.callarchive.CallLog;
import io.callarchive.testing.SimulatedTenant;
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
 * a single row and one with repeated ones, late rows, half a surrogate pair, a field that Graph adds in the second week, and extreme amounts.
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
    static final int LATE_ROWS = 3;

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

    private QuirkyTenant() {}

    private static LocalDate threeWeeksAgo() {
        return LocalDate.now(Clock.systemUTC()).minusDays(21);
    }

    /** The late rows are held back. */
    static SimulatedTenant create() {
        SimulatedTenant tenant = new SimulatedTenant(11, (log, date) -> 21 + (int) FIRST.until(date, ChronoUnit.DAYS));
        for (CallLog log : CallLog.values()) {
            for (LocalDate date : DATES) {
                tenant.put(log, date, rows(date, tenant.rows(log, date)));
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
}

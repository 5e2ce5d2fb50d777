package io.callarchive.graph;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The time a row tells: ISO 8601 in UTC with 0 to 9 digits of a second. The usual form is read digit by digit, because
 * {@link Instant#parse} takes as long as half the JSON parse of the row; any other form is left to it.
 */
final class RowTime {
    private static final int SECONDS_END = 19;
    private static final int NANO_DIGITS = 9;
    private static final int SECONDS_PER_DAY = 86_400;

    private RowTime() {}

    /** Null if the text is in no form that is known. */
    static @Nullable Instant parse(String text) {
        try {
            return isUsual(text) ? read(text) : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean isUsual(String text) {
        int length = text.length();
        if (length <= SECONDS_END || length > SECONDS_END + 2 + NANO_DIGITS || text.charAt(length - 1) != 'Z') {
            return false;
        }
        for (int i = 0; i < length - 1; i++) {
            char expected = i < SECONDS_END ? "0000-00-00T00:00:00".charAt(i) : i == SECONDS_END ? '.' : '0';
            char c = text.charAt(i);
            if (expected == '0' ? c < '0' || c > '9' : c != expected) {
                return false;
            }
        }
        // 24:00:00 and the second 60 are the platform's to judge.
        return number(text, 11, 13) < 24 && number(text, 14, 16) < 60 && number(text, 17, 19) < 60;
    }

    private static Instant read(String text) {
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        int second = number(text, 11, 13) * 3600 + number(text, 14, 16) * 60 + number(text, 17, 19);
        int nanos = 0;
        int fractionEnd = text.length() - 1;
        if (fractionEnd > SECONDS_END) {
            nanos = number(text, SECONDS_END + 1, fractionEnd);
            for (int digits = fractionEnd - SECONDS_END - 1; digits < NANO_DIGITS; digits++) {
                nanos *= 10;
            }
        }
        return Instant.ofEpochSecond(day * SECONDS_PER_DAY + second, nanos);
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}

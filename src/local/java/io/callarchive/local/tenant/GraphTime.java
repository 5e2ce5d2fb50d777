package io.callarchive.local.tenant;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A time as Graph writes it: UTC, with as many digits of the second's fraction as that row happens to have. */
record GraphTime(Instant instant, int digits) {
    GraphTime {
        if (digits < 0 || digits > 7) {
            throw new IllegalArgumentException("0 to 7 digits expected, not " + digits);
        }
        long unitNanos = Math.round(Math.pow(10, 9 - digits));
        instant = instant.minusNanos(instant.get(ChronoField.NANO_OF_SECOND) % unitNanos);
    }

    GraphTime plus(Duration duration) {
        return new GraphTime(instant.plus(duration), digits);
    }

    /** Trailing zeros stay: {@code .6100000Z} and {@code .61Z} are different bytes. */
    String text() {
        String seconds = instant.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
        String nanos = String.format(Locale.ROOT, "%09d", instant.get(ChronoField.NANO_OF_SECOND));
        return digits == 0 ? seconds + "Z" : seconds + "." + nanos.substring(0, digits) + "Z";
    }
}

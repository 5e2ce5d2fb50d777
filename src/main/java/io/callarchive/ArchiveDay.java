package io.callarchive;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** One UTC day of one log: the unit that is archived, as one file and with one atomic commit. */
public record ArchiveDay(CallLog log, LocalDate date) {
    private static final Duration DAY = Duration.ofDays(1);

    /** The whole day, from midnight to midnight UTC. */
    public Window window() {
        return slice(0, 1);
    }

    /** The part of the day that one of several chains reads; the slices touch each other and cover the day. */
    public Window slice(int chain, int chains) {
        if (chain < 0 || chain >= chains) {
            throw new IllegalArgumentException("chain must be in 0.." + (chains - 1) + ": " + chain);
        }
        return new Window(boundary(chain, chains), boundary(chain + 1, chains));
    }

    private Instant boundary(int slice, int slices) {
        Instant midnight = date.atStartOfDay(ZoneOffset.UTC).toInstant();
        return midnight.plusSeconds(DAY.toSeconds() * slice / slices);
    }

    @Override
    public String toString() {
        return "log=" + log.label() + " date=" + date;
    }
}

package io.callarchive.local.tenant;

import io.callarchive.CallLog;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntBiFunction;
import java.util.stream.IntStream;

/**
 * The telephony rows of a make-believe tenant: the same bytes for the same profile, seed, log and day. What a test puts,
 * holds back or releases shows at once, on every thread.
 */
public final class SimulatedTenant {
    private static final int DAYS_KEPT_IN_MEMORY = 24;

    private final TenantProfile profile;
    private final long seed;
    private final ToIntBiFunction<CallLog, LocalDate> rowCount;
    private final Map<TenantDay, List<TenantRow>> put = new HashMap<>();
    private final Map<TenantDay, Integer> heldBack = new HashMap<>();
    private final Map<TenantDay, List<TenantRow>> madeUp = new LinkedHashMap<>();

    /** A {@linkplain TenantProfile#QUIRKY quirky} one, as tests need it. */
    public SimulatedTenant(long seed) {
        this(TenantProfile.QUIRKY, seed);
    }

    public SimulatedTenant(TenantProfile profile, long seed) {
        this(profile, seed, profile::rowCount);
    }

    /** A quirky one with as many rows per log and day as the function says. */
    public SimulatedTenant(long seed, ToIntBiFunction<CallLog, LocalDate> rowCount) {
        this(TenantProfile.QUIRKY, seed, rowCount);
    }

    private SimulatedTenant(TenantProfile profile, long seed, ToIntBiFunction<CallLog, LocalDate> rowCount) {
        this.profile = profile;
        this.seed = seed;
        this.rowCount = rowCount;
    }

    /** The rows of that UTC day which Graph hands out now, in order of time: what an archive of the day must hold. */
    public List<byte[]> rows(CallLog log, LocalDate day) {
        return served(new TenantDay(log, day)).stream().map(TenantRow::json).toList();
    }

    /** The same rows, a space in place of each line break that some have between their tokens: lines of JSON Lines. */
    public List<byte[]> lines(CallLog log, LocalDate day) {
        return rows(log, day).stream().map(SimulatedTenant::onOneLine).toList();
    }

    /** Replaces that day. A row without a time of the day belongs to it all the same. */
    public synchronized void put(CallLog log, LocalDate day, List<byte[]> rows) {
        TenantDay key = new TenantDay(log, day);
        put.put(key, key.of(rows));
    }

    /** Takes that many rows, spread through the day, out of sight until they are released. */
    public synchronized void holdBack(CallLog log, LocalDate day, int rows) {
        heldBack.put(new TenantDay(log, day), rows);
    }

    /** The late rows of that day have arrived. */
    public synchronized void release(CallLog log, LocalDate day) {
        heldBack.remove(new TenantDay(log, day));
    }

    /** Every user id, account, name (as text and as escaped in JSON) and stem of a number that the rows can contain. */
    public List<String> personalStrings() {
        return profile.personalStrings().distinct().toList();
    }

    /** What Graph finds in a window; the totals of every day that it touches for a log whose rows have no time. */
    public List<TenantRow> window(CallLog log, Instant from, Instant to, boolean upperBoundIncluded) {
        LocalDate first = from.atOffset(ZoneOffset.UTC).toLocalDate();
        LocalDate last = to.atOffset(ZoneOffset.UTC).toLocalDate();
        List<TenantRow> found = new ArrayList<>();
        for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
            TenantDay day = new TenantDay(log, date);
            if (log.timeField().isPresent()) {
                served(day).stream()
                        .filter(row -> row.isWithin(from, to, upperBoundIncluded))
                        .forEach(found::add);
            } else if (day.overlaps(from, to)) {
                found.addAll(served(day));
            }
        }
        return found;
    }

    private synchronized List<TenantRow> served(TenantDay day) {
        List<TenantRow> rows = put.containsKey(day) ? put.getOrDefault(day, List.of()) : madeUp(day);
        int late = Math.min(heldBack.getOrDefault(day, 0), rows.size());
        if (late == 0) {
            return rows;
        }
        List<TenantRow> onTime = new ArrayList<>(rows);
        IntStream.range(0, late)
                .map(nth -> rows.size() * (2 * (late - nth) - 1) / (2 * late))
                .forEach(onTime::remove);
        return onTime;
    }

    private List<TenantRow> madeUp(TenantDay day) {
        List<TenantRow> rows = madeUp.remove(day);
        if (rows == null) {
            rows = profile.rows(day, rowCount.applyAsInt(day.log(), day.day()), day.dice(seed));
        }
        madeUp.put(day, rows);
        if (madeUp.size() > DAYS_KEPT_IN_MEMORY) {
            madeUp.remove(madeUp.keySet().iterator().next());
        }
        return rows;
    }

    private static byte[] onOneLine(byte[] row) {
        byte[] line = row.clone();
        for (int i = 0; i < line.length; i++) {
            line[i] = line[i] == '\n' || line[i] == '\r' ? (byte) ' ' : line[i];
        }
        return line;
    }
}

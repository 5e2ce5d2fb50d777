package io.callarchive.local.tenant;

import java.time.Instant;

/** One row: its bytes, and the place in time at which Graph would find it. */
public final class TenantRow {
    private final Instant place;
    private final boolean exact;
    private final byte[] json;

    /**
     * @param exact whether the row itself tells that time; a row without a time, or with one of another day, is found
     *     at the start of its day and never at the end of a window
     */
    TenantRow(Instant place, boolean exact, byte[] json) {
        this.place = place;
        this.exact = exact;
        this.json = json;
    }

    boolean isWithin(Instant from, Instant to, boolean upperBoundIncluded) {
        return !place.isBefore(from) && (place.isBefore(to) || (upperBoundIncluded && exact && place.equals(to)));
    }

    public byte[] json() {
        return json.clone();
    }
}

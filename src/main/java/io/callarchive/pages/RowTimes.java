package io.callarchive.pages;

import java.time.Instant;
import java.util.Optional;

/**
 * When the rows of a page happened.
 *
 * @param first the earliest time of a row; empty if no row tells one
 * @param last the latest
 * @param outside rows kept although their time is outside the window that was asked for
 * @param atBound rows left out because their time is in the second of the window's upper bound: the next window returns
 *     them again
 */
public record RowTimes(Optional<Instant> first, Optional<Instant> last, int outside, int atBound) {
    public static final RowTimes NONE = new RowTimes(Optional.empty(), Optional.empty(), 0, 0);
}

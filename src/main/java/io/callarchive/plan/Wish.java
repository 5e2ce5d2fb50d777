package io.callarchive.plan;

import io.callarchive.ArchiveDay;
import io.callarchive.Reason;
import java.time.Instant;

/**
 * A day that is to be read, once there is room for it.
 *
 * @param late whether Microsoft may have deleted rows of it by now
 * @param since a reading that was begun after that, and one that failed after that, has fulfilled it
 * @param chains into how many slices the day is worth cutting
 */
public record Wish(ArchiveDay day, Reason reason, boolean force, boolean late, Instant since, int chains) {}

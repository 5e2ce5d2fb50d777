package io.callarchive.dayfile;

import io.callarchive.ArchiveDay;
import io.callarchive.RunId;
import java.time.Instant;
import java.util.Optional;

/**
 * A published file that is to be read back: what a message of the checks says.
 *
 * @param run the run that wrote it; once another has, there is nothing left to check for this one
 * @param tries how often the storage could not do what the check needs
 * @param unlessSince from when on a check is as good as this one; empty if any is
 */
public record CheckRequest(ArchiveDay day, RunId run, int tries, Optional<Instant> unlessSince) {
    public CheckRequest {
        if (tries < 0) {
            throw new IllegalArgumentException("tries must not be negative: " + tries);
        }
    }

    /** A check that need not be done if the file was read back ever. */
    public CheckRequest(ArchiveDay day, RunId run, int tries) {
        this(day, run, tries, Optional.empty());
    }

    /** Whether the file was read back already. */
    public boolean isDone(DayFile file) {
        return file.check()
                .filter(check ->
                        unlessSince.filter(since -> check.at().isBefore(since)).isEmpty())
                .isPresent();
    }

    public CheckRequest again() {
        return new CheckRequest(day, run, tries + 1, unlessSince);
    }
}

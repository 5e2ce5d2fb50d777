package io.callarchive.dayfile;

import io.callarchive.ArchiveDay;
import io.callarchive.RunId;

/**
 * A published file that is to be read back: what a message of the checks says.
 *
 * @param run the run that wrote it; once another has, there is nothing left to check for this one
 * @param tries how often the storage could not do what the check needs
 */
public record CheckRequest(ArchiveDay day, RunId run, int tries) {
    public CheckRequest {
        if (tries < 0) {
            throw new IllegalArgumentException("tries must not be negative: " + tries);
        }
    }

    public CheckRequest again() {
        return new CheckRequest(day, run, tries + 1);
    }
}

package io.callarchive.check;

import io.callarchive.ArchiveDay;
import io.callarchive.EventLog;
import io.callarchive.dayfile.DayFile;

/** Lets a day be read afresh whose file repeats rows. Done twice it makes two readings, of which one becomes the file. */
@FunctionalInterface
public interface Recheck {
    void start(ArchiveDay day, DayFile file, EventLog events);
}

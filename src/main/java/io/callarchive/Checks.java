package io.callarchive;

/** The published files that are still to be read back. */
@FunctionalInterface
public interface Checks {
    /** Asks that the day's file be read back, if that run still is the one that wrote it. May be asked twice. */
    void ask(ArchiveDay day, RunId run);
}

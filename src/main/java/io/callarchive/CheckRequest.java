package io.callarchive;

/**
 * A published file that is to be read back: what a message of the checks says.
 *
 * @param run the run that wrote it; once another has, there is nothing left to check for this one
 */
public record CheckRequest(ArchiveDay day, RunId run) {}

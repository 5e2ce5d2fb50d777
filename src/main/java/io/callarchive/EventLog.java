package io.callarchive;

/** Where the lines go that operators and alerts read. */
@FunctionalInterface
public interface EventLog {
    void log(Event line);
}

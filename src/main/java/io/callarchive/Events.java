package io.callarchive;

/** Where the lines go that operators and alerts read. */
@FunctionalInterface
public interface Events {
    void say(EventLine line);
}

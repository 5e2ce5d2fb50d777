package io.callarchive.plan;

/** How many page messages there are, whether they can be seen yet or not. */
@FunctionalInterface
public interface QueuedPages {
    /** About so many. */
    long count();
}

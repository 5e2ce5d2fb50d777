package io.callarchive.pages;

import java.time.Duration;

/** The pages that are still to be fetched, each by an invocation of its own. */
public interface PageQueue {
    /** Asks for a page after a delay, zero for at once. The page may be asked for more than once. */
    void send(PageRequest request, Duration delay);
}

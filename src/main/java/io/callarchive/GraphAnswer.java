package io.callarchive;

import java.time.Duration;
import java.util.Optional;

/** What Graph said to the request for a page. */
public sealed interface GraphAnswer permits Page, GraphAnswer.Throttled, GraphAnswer.Refused {
    /**
     * Not now: too many requests, a fault on the way, or an answer that makes no sense. Worth asking again.
     *
     * @param retryAfter the wait that Graph asked for
     */
    record Throttled(Optional<Duration> retryAfter, Trouble trouble) implements GraphAnswer {}

    /**
     * No.
     *
     * @param mayPass whether it is worth asking again a few times; otherwise nothing but a change of something will help
     */
    record Refused(Trouble trouble, boolean mayPass) implements GraphAnswer {}
}

package io.callarchive.pages;

import io.callarchive.Problem;
import java.time.Duration;
import java.util.Optional;

/** What Graph said to the request for a page. */
public sealed interface PageAnswer permits Page, PageAnswer.Throttled, PageAnswer.Refused {
    /**
     * Not now: too many requests, a fault on the way, or an answer that makes no sense. Worth asking again.
     *
     * @param retryAfter the wait that Graph asked for
     */
    record Throttled(Optional<Duration> retryAfter, Problem problem) implements PageAnswer {}

    /**
     * No.
     *
     * @param mayPass whether it is worth asking again a few times; otherwise nothing but a change of something will help
     */
    record Refused(Problem problem, boolean mayPass) implements PageAnswer {}
}

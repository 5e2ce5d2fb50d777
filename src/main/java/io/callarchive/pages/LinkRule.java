package io.callarchive.pages;

import io.callarchive.CallLog;
import java.util.Optional;

/** Decides whether a nextLink may be followed. */
@FunctionalInterface
public interface LinkRule {
    /** Why the link must not be followed to a page of that log; empty if it may. */
    Optional<String> objection(CallLog log, String link);
}

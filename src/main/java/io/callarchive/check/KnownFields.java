package io.callarchive.check;

import io.callarchive.CallLog;
import java.util.Set;

/** Tells which fields the rows of a log are known to have. */
@FunctionalInterface
public interface KnownFields {
    /** Their names. */
    Set<String> of(CallLog log);
}

package io.callarchive.cli;

import io.callarchive.StorageFault;
import io.callarchive.storage.StorageCalls;
import io.callarchive.text.Causes;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Why something could not be done, in words for whoever ran the command. */
final class Refusal {
    private Refusal() {}

    static String inWords(Exception e) {
        if (e instanceof UncheckedIOException unchecked) {
            return inWords((Exception) Causes.innermost(unchecked));
        }
        if (e instanceof IOException) {
            return "cannot be read: " + e.getMessage();
        }
        if (e instanceof RuntimeException call && StorageCalls.fault(call) instanceof StorageFault fault) {
            return "storage answered " + fault.problem();
        }
        return String.valueOf(e.getMessage());
    }
}

package io.callarchive.person;

import io.callarchive.StorageFault;
import io.callarchive.storage.StorageCalls;
import java.nio.file.FileSystemException;

/** Why something could not be done, in words for whoever ran the command. */
final class Cause {
    private Cause() {}

    static String inWords(Exception e) {
        if (e instanceof RuntimeException call && StorageCalls.fault(call) instanceof StorageFault fault) {
            return "storage answered " + fault.problem();
        }
        if (e instanceof FileSystemException) {
            // Its text is the path, which may name the person.
            return "the export cannot be written: " + e.getClass().getSimpleName();
        }
        return String.valueOf(e.getMessage());
    }
}

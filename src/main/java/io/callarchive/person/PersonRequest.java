package io.callarchive.person;

import io.callarchive.CallLog;
import io.callarchive.lake.StorageAddress;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be done with a person's rows.
 *
 * @param storage the blob service of the files
 * @param container of the files
 * @param from the first day
 * @param to the last day
 * @param out where exported rows go; there for an export and only then
 * @param confirmed whether an erasure may write, and not only say what it would do
 */
record PersonRequest(
        Verb verb,
        StorageAddress storage,
        String container,
        LocalDate from,
        LocalDate to,
        Set<CallLog> logs,
        Person person,
        Optional<Path> out,
        boolean confirmed) {
    /** What is to be done. */
    enum Verb {
        FIND,
        EXPORT,
        ERASE
    }
}

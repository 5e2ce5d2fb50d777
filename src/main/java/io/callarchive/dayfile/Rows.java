package io.callarchive.dayfile;

import io.callarchive.CallLog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks into the rows of the logs, as far as a check needs it. */
@FunctionalInterface
public interface Rows {
    /** The row that stands there in UTF-8; empty if it is not exactly one JSON object. */
    Optional<Row> read(CallLog log, byte[] text, int offset, int length);

    /**
     * A row.
     *
     * @param id what identifies it, if the log has such a field and the row neither lacks it nor has a placeholder there
     * @param time when it happened, if it tells
     * @param fields the names of its own fields, not of those inside them
     * @param country where its user is, as two capital letters, if it tells
     */
    record Row(Optional<String> id, Optional<Instant> time, List<String> fields, Optional<String> country) {}
}

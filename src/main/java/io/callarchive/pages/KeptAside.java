package io.callarchive.pages;

import io.callarchive.CallLog;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.List;

/** Answers that could not be archived whole. They stay until a person deletes them: their bytes are nowhere else. */
public interface KeptAside {
    /** Keeps an answer byte for byte; once more it overwrites itself, and another answer to the same request does not. */
    void keep(PageRequest request, ByteBuffer body);

    /** The names of the answers that are kept of a log's days between two dates, both included. */
    List<String> between(CallLog log, LocalDate from, LocalDate to);
}

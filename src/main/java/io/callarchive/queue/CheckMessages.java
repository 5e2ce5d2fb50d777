package io.callarchive.queue;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.RunId;
import io.callarchive.dayfile.CheckRequest;
import io.callarchive.json.MalformedJson;
import io.callarchive.json.StrictJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A check request as the text of a queue message, and back. Whoever can write to the queue can send anything. */
public final class CheckMessages {
    private static final int VERSION = 3;
    /** Ten times what a message needs. */
    private static final int MAX_LENGTH = 1024;

    private static final StrictJson<Form> FORM = new StrictJson<>("check message", MAX_LENGTH, Form.class);

    private record Form(
            int version,
            @Nullable String log,
            @Nullable String date,
            @Nullable String run,
            int tries,
            @Nullable String unlessSince) {}

    public String write(CheckRequest request) {
        return FORM.write(new Form(
                VERSION,
                request.day().log().label(),
                request.day().date().toString(),
                request.run().hex(),
                request.tries(),
                request.unlessSince().map(Instant::toString).orElse(null)));
    }

    /**
     * Reads a message.
     *
     * @throws MalformedJson if any part of it is not as {@link #write} makes it
     */
    public CheckRequest read(String text) {
        Form form = FORM.read(text);
        FORM.requireVersion(VERSION, form.version());
        CallLog log = CallLog.ofLabel(FORM.required(form.log(), "log"))
                .orElseThrow(() -> new MalformedJson("unknown log; expected one of " + CallLog.labels()));
        try {
            LocalDate date = LocalDate.parse(FORM.required(form.date(), "date"));
            return new CheckRequest(
                    new ArchiveDay(log, date),
                    new RunId(FORM.required(form.run(), "run")),
                    form.tries(),
                    Optional.ofNullable(form.unlessSince()).map(Instant::parse));
        } catch (DateTimeException e) {
            throw new MalformedJson("date must be a day such as 2026-11-21, unlessSince an instant");
        } catch (IllegalArgumentException e) {
            throw new MalformedJson("not a check message: " + e.getMessage(), e);
        }
    }
}

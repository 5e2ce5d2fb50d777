package io.callarchive.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.CheckRequest;
import io.callarchive.RunId;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A check request as the text of a queue message, and back. Whoever can write to the queue can send anything. */
public final class CheckMessages {
    private static final int VERSION = 1;
    /** Ten times what a message needs. */
    private static final int MAX_LENGTH = 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private record Form(
            int version,
            @Nullable String log,
            @Nullable String date,
            @Nullable String run) {}

    public String write(CheckRequest request) {
        Form form = new Form(
                VERSION,
                request.day().log().label(),
                request.day().date().toString(),
                request.run().hex());
        try {
            return JSON.writeValueAsString(form);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of strings and numbers is always JSON", e);
        }
    }

    /**
     * Reads a message.
     *
     * @throws BadMessage if any part of it is not as {@link #write} makes it
     */
    public CheckRequest read(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new BadMessage("a check message has at most " + MAX_LENGTH + " characters, not " + text.length());
        }
        Form form = parse(text);
        if (form.version() != VERSION) {
            throw new BadMessage("a check message has version " + VERSION + ", not " + form.version());
        }
        CallLog log = CallLog.ofLabel(required(form.log(), "log"))
                .orElseThrow(() -> new BadMessage("unknown log; expected one of " + CallLog.labels()));
        try {
            LocalDate date = LocalDate.parse(required(form.date(), "date"));
            return new CheckRequest(new ArchiveDay(log, date), new RunId(required(form.run(), "run")));
        } catch (DateTimeException e) {
            throw new BadMessage("date must be a day such as 2026-11-21");
        } catch (IllegalArgumentException e) {
            throw new BadMessage("not a check message: " + e.getMessage(), e);
        }
    }

    private static Form parse(String text) {
        try {
            Form form = JSON.readValue(text, Form.class);
            if (form == null) {
                throw new BadMessage("a check message is a JSON object, not null");
            }
            return form;
        } catch (JsonProcessingException e) {
            // Not the cause of what is thrown: its text quotes the message, and the host logs causes.
            throw new BadMessage("a check message is one JSON object of version, log, date and run");
        }
    }

    private static String required(@Nullable String value, String name) {
        if (value == null) {
            throw new BadMessage("not a check message: " + name + " is null");
        }
        return value;
    }
}

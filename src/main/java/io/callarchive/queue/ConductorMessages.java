package io.callarchive.queue;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.RunId;
import io.callarchive.json.MalformedJson;
import io.callarchive.json.StrictJson;
import io.callarchive.pages.ChainEnd;
import io.callarchive.plan.Signal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A signal to the conductor as the text of a queue message, and back. Whoever can write to the queue can send anything. */
public final class ConductorMessages {
    private static final int VERSION = 1;
    /** Ten times what a message needs. */
    private static final int MAX_LENGTH = 2048;

    private static final StrictJson<Form> FORM = new StrictJson<>("conductor message", MAX_LENGTH, Form.class);

    /** At most one of both: without either it only wakes. */
    private record Form(
            int version, @Nullable String night, @Nullable EndForm chainEnded) {}

    private record EndForm(
            @Nullable String log,
            @Nullable String date,
            @Nullable String run,
            int chain,
            @Nullable String outcome,
            @Nullable String free) {}

    public String write(Signal signal) {
        if (signal instanceof Signal.NightBegins begins) {
            return FORM.write(new Form(VERSION, begins.date().toString(), null));
        }
        return FORM.write(
                new Form(VERSION, null, signal instanceof Signal.ChainEnded ended ? form(ended.end()) : null));
    }

    private static EndForm form(ChainEnd end) {
        return new EndForm(
                end.day().log().label(),
                end.day().date().toString(),
                end.run().hex(),
                end.chain(),
                end.outcome().label(),
                end.free().toString());
    }

    /**
     * Reads a message.
     *
     * @throws MalformedJson if any part of it is not as {@link #write} makes it
     */
    public Signal read(String text) {
        Form form = FORM.read(text);
        FORM.requireVersion(VERSION, form.version());
        try {
            if (form.night() != null && form.chainEnded() == null) {
                return new Signal.NightBegins(LocalDate.parse(form.night()));
            }
            if (form.chainEnded() != null && form.night() == null) {
                return new Signal.ChainEnded(end(form.chainEnded()));
            }
        } catch (DateTimeException e) {
            throw new MalformedJson(
                    "a conductor message has dates such as 2026-11-21, times such as 2026-11-21T03:30:00Z");
        } catch (IllegalArgumentException e) {
            throw new MalformedJson("not a conductor message: " + e.getMessage(), e);
        }
        if (form.night() != null) {
            throw new MalformedJson("a conductor message has a night or the end of a chain, not both");
        }
        return new Signal.Wake();
    }

    private static ChainEnd end(EndForm form) {
        CallLog log = CallLog.ofLabel(FORM.required(form.log(), "log"))
                .orElseThrow(() -> new MalformedJson("unknown log; expected one of " + CallLog.labels()));
        return new ChainEnd(
                new ArchiveDay(log, LocalDate.parse(FORM.required(form.date(), "date"))),
                new RunId(FORM.required(form.run(), "run")),
                form.chain(),
                ChainEnd.Outcome.ofLabel(FORM.required(form.outcome(), "outcome")),
                Instant.parse(FORM.required(form.free(), "free")));
    }
}

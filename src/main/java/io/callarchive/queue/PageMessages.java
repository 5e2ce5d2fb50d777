package io.callarchive.queue;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.json.MalformedJson;
import io.callarchive.json.StrictJson;
import io.callarchive.pages.ChainHash;
import io.callarchive.pages.CycleMark;
import io.callarchive.pages.LinkRule;
import io.callarchive.pages.PageRequest;
import io.callarchive.retry.Setbacks;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A page request as the text of a queue message, and back. Whoever can write to the queue can send anything. */
public final class PageMessages {
    private static final int VERSION = 3;
    /** What a queue message can hold. */
    private static final int MAX_LENGTH = 64 * 1024;

    private static final StrictJson<Form> FORM = new StrictJson<>("page message", MAX_LENGTH, Form.class);

    private final LinkRule links;

    public PageMessages(LinkRule links) {
        this.links = links;
    }

    /** The message's form: every property is there, null where there is nothing to say. */
    private record Form(
            int version,
            @Nullable String log,
            @Nullable String date,
            @Nullable String run,
            int attempt,
            @Nullable String reason,
            int chains,
            boolean settles,
            @Nullable String forcedAt,
            boolean late,
            @Nullable String base,

            int chain,
            int page,
            @Nullable String nextLink,
            @Nullable String previous,
            @Nullable LandmarkForm landmark,
            @Nullable SetbacksForm setbacks,
            @Nullable String due) {}

    private record LandmarkForm(int page, long link, long content) {}

    private record SetbacksForm(
            int tries,
            int refusals,
            int restarts,
            int interruptions,
            @Nullable String since) {}

    public String write(PageRequest request) {
        Run run = request.run();
        Form form = new Form(
                VERSION,
                request.day().log().label(),
                request.day().date().toString(),
                run.id().hex(),
                run.attempt(),
                run.reason().label(),
                run.chains(),
                run.settles(),
                run.forcedAt().map(Instant::toString).orElse(null),
                run.late(),
                run.base().map(RunId::hex).orElse(null),
                request.chain(),
                request.page(),
                request.nextLink().orElse(null),
                request.previous().hex(),
                request.cycleMark()
                        .map(mark -> new LandmarkForm(mark.page(), mark.link(), mark.content()))
                        .orElse(null),
                write(request.setbacks()),
                request.due().toString());
        return FORM.write(form);
    }

    /**
     * Reads a message.
     *
     * @throws MalformedJson if any part of it is not as {@link #write} makes it, or its nextLink must not be followed
     */
    public PageRequest read(String text) {
        Form form = FORM.read(text);
        FORM.requireVersion(VERSION, form.version());
        PageRequest request = request(form);
        request.nextLink()
                .flatMap(link -> links.objection(request.day().log(), link))
                .ifPresent(objection -> {
                    throw new MalformedJson(objection);
                });
        return request;
    }

    private static PageRequest request(Form form) {
        CallLog log = CallLog.ofLabel(FORM.required(form.log(), "log"))
                .orElseThrow(() -> new MalformedJson("unknown log; expected one of " + CallLog.labels()));
        try {
            Run run = new Run(
                    new RunId(FORM.required(form.run(), "run")),
                    form.attempt(),
                    reason(FORM.required(form.reason(), "reason")),
                    form.chains(),
                    form.settles(),
                    Optional.ofNullable(form.forcedAt()).map(text -> time(text, "forcedAt")),
                    form.late(),
                    Optional.ofNullable(form.base()).map(RunId::new));
            return new PageRequest(
                    new ArchiveDay(log, LocalDate.parse(FORM.required(form.date(), "date"))),
                    run,
                    new PageRequest.Position(
                            form.chain(),
                            form.page(),
                            Optional.ofNullable(form.nextLink()),
                            new ChainHash(FORM.required(form.previous(), "previous")),
                            Optional.ofNullable(form.landmark())
                                    .map(mark -> new CycleMark(mark.page(), mark.link(), mark.content()))),
                    setbacks(form.setbacks()),
                    time(FORM.required(form.due(), "due"), "due"));
        } catch (DateTimeException e) {
            throw new MalformedJson("date must be a day such as 2026-11-21");
        } catch (IllegalArgumentException e) {
            throw new MalformedJson("not a page message: " + e.getMessage(), e);
        }
    }

    private static @Nullable SetbacksForm write(Setbacks setbacks) {
        return setbacks.equals(Setbacks.NONE)
                ? null
                : new SetbacksForm(
                        setbacks.tries(),
                        setbacks.refusals(),
                        setbacks.restarts(),
                        setbacks.interruptions(),
                        setbacks.since().map(Instant::toString).orElse(null));
    }

    private static Setbacks setbacks(@Nullable SetbacksForm form) {
        if (form == null) {
            return Setbacks.NONE;
        }
        try {
            return new Setbacks(
                    form.tries(),
                    form.refusals(),
                    form.restarts(),
                    form.interruptions(),
                    Optional.ofNullable(form.since()).map(Instant::parse));
        } catch (DateTimeException e) {
            throw new MalformedJson("setbacks.since must be a time such as 2026-11-21T03:30:00Z");
        }
    }

    private static Instant time(String text, String name) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new MalformedJson(name + " must be a time such as 2026-11-21T03:30:00Z");
        }
    }

    private static Reason reason(String label) {
        Reason reason = Reason.ofLabel(label);
        if (reason == Reason.ERASURE) {
            throw new MalformedJson("an erasure reads no page of Graph");
        }
        return reason;
    }
}

package io.callarchive.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.ChainHash;
import io.callarchive.Landmark;
import io.callarchive.LinkRule;
import io.callarchive.PageRequest;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A page request as the text of a queue message, and back. Whoever can write to the queue can send anything. */
public final class PageMessages {
    private static final int VERSION = 1;
    /** What a queue message can hold. */
    private static final int MAX_LENGTH = 64 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

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
            boolean force,

            @com.fasterxml.jackson.annotation.JsonProperty(required = false) @Nullable
            String base,

            int chain,
            int page,
            @Nullable String nextLink,
            @Nullable String previous,
            @Nullable LandmarkForm landmark,
            int tries) {}

    private record LandmarkForm(int page, long link, long content) {}

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
                run.force(),
                run.base().map(RunId::hex).orElse(null),
                request.chain(),
                request.page(),
                request.nextLink().orElse(null),
                request.previous().hex(),
                request.landmark()
                        .map(mark -> new LandmarkForm(mark.page(), mark.link(), mark.content()))
                        .orElse(null),
                request.tries());
        try {
            return JSON.writeValueAsString(form);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of strings and numbers is always JSON", e);
        }
    }

    /**
     * Reads a message.
     *
     * @throws BadMessage if any part of it is not as {@link #write} makes it, or its nextLink must not be followed
     */
    public PageRequest read(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new BadMessage("a page message has at most " + MAX_LENGTH + " characters, not " + text.length());
        }
        Form form = parse(text);
        if (form.version() != VERSION) {
            throw new BadMessage("a page message has version " + VERSION + ", not " + form.version());
        }
        PageRequest request = request(form);
        request.nextLink()
                .flatMap(link -> links.objection(request.day().log(), link))
                .ifPresent(objection -> {
                    throw new BadMessage(objection);
                });
        return request;
    }

    private static Form parse(String text) {
        try {
            Form form = JSON.readValue(text, Form.class);
            if (form == null) {
                throw new BadMessage("a page message is a JSON object, not null");
            }
            return form;
        } catch (UnrecognizedPropertyException e) {
            throw new BadMessage("not a page message: it has a property that no page message has");
        } catch (JsonMappingException e) {
            // Not the cause of what is thrown: its text quotes the message, and the host logs causes.
            String where = e.getPath().stream()
                    .map(JsonMappingException.Reference::getFieldName)
                    .map(String::valueOf)
                    .collect(Collectors.joining("."));
            throw new BadMessage("not a page message: wrong at " + (where.isEmpty() ? "its start" : where));
        } catch (JsonProcessingException e) {
            throw new BadMessage("a page message is one JSON object, this is not valid JSON");
        }
    }

    private static PageRequest request(Form form) {
        CallLog log = CallLog.ofLabel(required(form.log(), "log"))
                .orElseThrow(() -> new BadMessage("unknown log; expected one of " + CallLog.labels()));
        try {
            Run run = new Run(
                    new RunId(required(form.run(), "run")),
                    form.attempt(),
                    Reason.ofLabel(required(form.reason(), "reason")),
                    form.chains(),
                    form.settles(),
                    form.force(),
                    Optional.ofNullable(form.base()).map(RunId::new));
            return new PageRequest(
                    new ArchiveDay(log, LocalDate.parse(required(form.date(), "date"))),
                    run,
                    form.chain(),
                    form.page(),
                    Optional.ofNullable(form.nextLink()),
                    new ChainHash(required(form.previous(), "previous")),
                    Optional.ofNullable(form.landmark())
                            .map(mark -> new Landmark(mark.page(), mark.link(), mark.content())),
                    form.tries());
        } catch (DateTimeException e) {
            throw new BadMessage("date must be a day such as 2026-11-21");
        } catch (IllegalArgumentException e) {
            throw new BadMessage("not a page message: " + e.getMessage(), e);
        }
    }

    private static String required(@Nullable String value, String name) {
        if (value == null) {
            throw new BadMessage("not a page message: " + name + " is null");
        }
        return value;
    }
}

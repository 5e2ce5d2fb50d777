package io.callarchive.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.callarchive.CallLog;
import io.callarchive.json.MalformedJson;
import io.callarchive.json.StrictJson;
import io.callarchive.plan.Order;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/backfill}: {@code {"from":"2026-09-01","to":"2026-09-30","logs":["sms"],"force":false,
 * "dryRun":false}}, of which only the dates are required.
 */
public record BackfillOrder(LocalDate from, LocalDate to, Set<CallLog> logs, boolean force, boolean dryRun) {
    private static final int MAX_BODY_LENGTH = 10_000;
    private static final Set<String> PROPERTIES = Set.of("from", "to", "logs", "force", "dryRun");

    /** As it is placed at that moment. */
    public Order at(Instant now) {
        return new Order(now, from, to, logs, force);
    }

    /**
     * Reads a body.
     *
     * @param enabled the logs that the app archives, and those meant when none are named
     * @throws BadRequest with all that is wrong
     */
    public static BackfillOrder parse(Optional<String> body, Collection<CallLog> enabled, LocalDate today)
            throws BadRequest {
        JsonNode json = json(body.orElse(""));
        List<String> problems = new ArrayList<>();
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            if (!PROPERTIES.contains(names.next())) {
                problems.add("only from, to, logs, force and dryRun are known");
                break;
            }
        }
        LocalDate from = Days.parse(text(json.get("from")), "from", today, problems);
        LocalDate to = Days.parse(text(json.get("to")), "to", today, problems);
        Days.checkSpan(from, to, today, problems);
        Set<CallLog> logs = logs(json.get("logs"), enabled, problems);
        boolean force = flag(json.get("force"), "force", problems);
        boolean dryRun = flag(json.get("dryRun"), "dryRun", problems);
        if (!problems.isEmpty()) {
            throw new BadRequest(400, problems);
        }
        return new BackfillOrder(from, to, logs, force, dryRun);
    }

    private static JsonNode json(String body) throws BadRequest {
        if (body.length() > MAX_BODY_LENGTH) {
            throw new BadRequest(413, List.of("the body must have at most " + MAX_BODY_LENGTH + " characters"));
        }
        try {
            JsonNode json = StrictJson.tree(body);
            if (json.isObject()) {
                return json;
            }
        } catch (MalformedJson e) {
            throw new BadRequest("the body must be valid JSON");
        }
        throw new BadRequest("the body must be a JSON object such as {\"from\":\"2026-09-01\",\"to\":\"2026-09-30\"}");
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node == null || !node.isTextual() ? null : node.textValue();
    }

    private static Set<CallLog> logs(@Nullable JsonNode node, Collection<CallLog> enabled, List<String> problems) {
        Set<CallLog> logs = EnumSet.noneOf(CallLog.class);
        if (node == null) {
            logs.addAll(enabled);
            return logs;
        }
        boolean wellFormed = node.isArray() && !node.isEmpty();
        for (JsonNode label : node) {
            Optional<CallLog> log =
                    Optional.ofNullable(text(label)).flatMap(CallLog::ofLabel).filter(enabled::contains);
            log.ifPresent(logs::add);
            wellFormed &= log.isPresent();
        }
        if (!wellFormed) {
            problems.add("logs must be a list of " + enabled);
        }
        return logs;
    }

    private static boolean flag(@Nullable JsonNode node, String name, List<String> problems) {
        if (node != null && !node.isBoolean()) {
            problems.add(name + " must be true or false");
        }
        return node != null && node.asBoolean();
    }
}

package io.callarchive.local.tenant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callarchive.CallLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One log on one day, and its quirky rows: the same for the same dice and number of rows. */
record TenantDay(CallLog log, LocalDate day) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Instant start() {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    Instant end() {
        return start().plus(Duration.ofDays(1));
    }

    boolean overlaps(Instant from, Instant to) {
        return start().isBefore(to) && end().isAfter(from);
    }

    /** The dice that all its rows are thrown with. */
    Dice dice(long seed) {
        return new Dice(seed * 1_000_003 + day.toEpochDay() * 31 + log.label().hashCode());
    }

    /** Quirky rows. */
    List<TenantRow> makeUp(int count, Dice dice) {
        if (log.timeField().isEmpty()) {
            return IntStream.range(0, count)
                    .mapToObj(index -> untimed(bytes(DialoutRows.row(index, dice))))
                    .toList();
        }
        return DayTimes.of(day, count, dice).stream()
                .map(time -> new TenantRow(time.instant(), true, bytes(text(time, dice))))
                .toList();
    }

    List<TenantRow> of(List<byte[]> rows) {
        List<TenantRow> placed = new ArrayList<>();
        for (byte[] row : rows) {
            placed.add(timeOf(row)
                    .filter(time -> !time.isBefore(start()) && time.isBefore(end()))
                    .map(time -> new TenantRow(time, true, row.clone()))
                    .orElseGet(() -> untimed(row.clone())));
        }
        return List.copyOf(placed);
    }

    private String text(GraphTime time, Dice dice) {
        return switch (log) {
            case SMS -> SmsRows.row(time, dice);
            case DIRECT_ROUTING -> DirectRoutingRows.row(time, dice);
            case PSTN -> PstnRows.row(time, dice);
            case BLOCKED_USERS -> BlockedUserRows.row(time, dice);
            case DIALOUT -> throw new IllegalStateException("The rows of " + log + " have no time.");
        };
    }

    private TenantRow untimed(byte[] json) {
        return new TenantRow(start(), false, json);
    }

    private Optional<Instant> timeOf(byte[] row) {
        try {
            String field = log.timeField().orElse("");
            String text = JSON.readTree(row).path(field).asText("");
            return Optional.of(Instant.parse(text));
        } catch (JsonProcessingException | DateTimeParseException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

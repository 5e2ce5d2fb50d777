package io.callarchive.cli;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.callarchive.CallLog;
import io.callarchive.json.Json;
import io.callarchive.json.MalformedJson;
import io.callarchive.status.DayState;
import java.io.Serial;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** As much as a roll-up needs of what {@code GET /api/archive} answers. */
record ArchiveStanding(Instant asOf, List<LogDays> logs) {
    private static final int VERSION = 1;

    /** The days that were asked for, all of them, the oldest first. */
    record LogDays(CallLog log, List<Day> days) {
        LogDays {
            days = List.copyOf(days);
        }
    }

    /**
     * A day.
     *
     * @param deletedInDays until Microsoft deletes it, if it says when
     * @param firstDueAt when the run was due that read it first
     * @param code why it is not there, in a word of others
     */
    record Day(
            LocalDate date,
            DayState state,
            Optional<Long> deletedInDays,
            Optional<Instant> firstDueAt,
            Optional<String> code) {}

    ArchiveStanding {
        logs = List.copyOf(logs);
    }

    /** More than any answer has of anything, so that no answer fills the memory. */
    private static final class Few<T> extends ArrayList<T> {
        private static final int MOST = 366;

        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public boolean add(T one) {
            if (size() == MOST || one == null) {
                throw new MalformedJson("more than " + MOST + ", or nothing");
            }
            return super.add(one);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Form(
            @Nullable Integer version,
            @Nullable String asOf,
            @Nullable String from,
            @Nullable String to,
            @Nullable Few<LogForm> logs) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record LogForm(@Nullable String log, @Nullable Few<DayForm> days) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record DayForm(
            @Nullable String date,
            @Nullable String state,
            @Nullable Long deletedInDays,
            @Nullable Few<ReadingForm> readings,
            @Nullable TroubleForm trouble) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record ReadingForm(@Nullable String dueAt) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record TroubleForm(@Nullable String code) {}

    /**
     * Reads the answer to a question for these days.
     *
     * @throws MalformedJson with what is wrong with it, and none of its words
     */
    static ArchiveStanding parse(byte[] answer, LocalDate from, LocalDate to) {
        Form form = form(answer);
        if (form.version() == null) {
            throw new MalformedJson("it has no version");
        }
        if (form.version() != VERSION) {
            throw new MalformedJson("its version is " + form.version() + ", and this command knows " + VERSION);
        }
        if (form.logs() == null
                || !from.toString().equals(form.from())
                || !to.toString().equals(form.to())) {
            throw new MalformedJson("it is not about the days that were asked for");
        }
        Set<CallLog> seen = EnumSet.noneOf(CallLog.class);
        List<LogDays> logs = new ArrayList<>();
        for (LogForm each : form.logs()) {
            LogDays log = log(each, from, to);
            if (!seen.add(log.log())) {
                throw new MalformedJson("it has a log twice");
            }
            logs.add(log);
        }
        return new ArchiveStanding(instant(form.asOf()), logs);
    }

    private static Form form(byte[] answer) {
        try {
            return Optional.ofNullable(Json.read(answer, Form.class)).orElseThrow(() -> new MalformedJson("null"));
        } catch (MalformedJson e) {
            throw new MalformedJson("it is not the JSON of GET /api/archive", e);
        }
    }

    private static LogDays log(LogForm form, LocalDate from, LocalDate to) {
        CallLog log = Optional.ofNullable(form.log())
                .flatMap(CallLog::ofLabel)
                .orElseThrow(() -> new MalformedJson("it has a log that this command does not know"));
        List<Day> days = form.days() == null
                ? List.of()
                : form.days().stream().map(ArchiveStanding::day).toList();
        if (!days.stream()
                .map(Day::date)
                .toList()
                .equals(from.datesUntil(to.plusDays(1)).toList())) {
            throw new MalformedJson("it does not have each day that was asked for");
        }
        return new LogDays(log, days);
    }

    private static Day day(DayForm form) {
        return new Day(
                date(form.date()),
                Optional.ofNullable(form.state())
                        .flatMap(DayState::ofLabel)
                        .orElseThrow(() -> new MalformedJson("it has a state that this command does not know")),
                Optional.ofNullable(form.deletedInDays()),
                Optional.ofNullable(form.readings()).flatMap(ArchiveStanding::first),
                Optional.ofNullable(form.trouble()).map(TroubleForm::code));
    }

    private static Optional<Instant> first(Few<ReadingForm> readings) {
        return readings.stream().findFirst().map(reading -> instant(reading.dueAt()));
    }

    private static LocalDate date(@Nullable String text) {
        try {
            return LocalDate.parse(String.valueOf(text));
        } catch (DateTimeException e) {
            throw new MalformedJson("it has a date that is none");
        }
    }

    private static Instant instant(@Nullable String text) {
        try {
            return Instant.parse(String.valueOf(text));
        } catch (DateTimeException e) {
            throw new MalformedJson("it has a time that is none");
        }
    }
}

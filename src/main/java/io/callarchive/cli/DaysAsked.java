package io.callarchive.cli;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The days that an argument list names. */
final class DaysAsked {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "<day>",
            converter = Day.class,
            description = "first UTC day, such as 2026-01-01")
    private LocalDate from = LocalDate.EPOCH;

    @Option(names = "--to", required = true, paramLabel = "<day>", converter = Day.class, description = "last UTC day")
    private LocalDate to = LocalDate.EPOCH;

    @Option(
            names = "--logs",
            paramLabel = "<logs>",
            converter = ToLogs.class,
            description = "comma-separated (all): sms, direct-routing, pstn, blocked-users, dialout")
    private Logs logs = new Logs(EnumSet.allOf(CallLog.class));

    private record Logs(Set<CallLog> all) {}

    static final class Day implements ITypeConverter<LocalDate> {
        @Override
        public LocalDate convert(String text) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("must be a day such as 2026-01-01", e);
            }
        }
    }

    static final class ToLogs implements ITypeConverter<Logs> {
        @Override
        public Logs convert(String text) {
            return new Logs(CallLog.ofLabels(text));
        }
    }

    LocalDate from() {
        return from;
    }

    LocalDate to() {
        return to;
    }

    Set<CallLog> logs() {
        return logs.all();
    }

    /** Log by log, the oldest first. */
    List<ArchiveDay> days() {
        if (to.isBefore(from)) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(), "--to must not be before --from");
        }
        return logs().stream()
                .flatMap(log -> from.datesUntil(to.plusDays(1)).map(date -> new ArchiveDay(log, date)))
                .toList();
    }
}

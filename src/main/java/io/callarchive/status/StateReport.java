package io.callarchive.status;

import io.callarchive.Event;
import io.callarchive.Event.Name;
import io.callarchive.EventLog;
import io.callarchive.dayfile.DayFile;
import io.callarchive.status.ArchiveStatus.DayStatus;
import io.callarchive.status.ArchiveStatus.LogStatus;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes the state of the archive into the log, where alerts read it: they stand as long as the state does. */
public final class StateReport {
    private static final int DAYS_OF_A_WEEK = 7;

    private final LogStates states;
    private final ArchiveStatus status;

    public StateReport(LogStates states, ArchiveStatus status) {
        this.states = states;
        this.status = status;
    }

    /** One line a log. */
    public void ofNow(EventLog events) {
        for (LogState state : states.look(states.logs())) {
            Event line = Event.of(Name.ARCHIVE_STATE)
                    .with("log", state.log().label())
                    .with("yesterday", state.yesterday().label())
                    .with(
                            "date",
                            state.yesterday().date().map(LocalDate::toString).orElse("none"))
                    .with("failed", state.failed().size())
                    .with("missing", state.missing().size())
                    .with("atRisk", state.atRisk().size())
                    .with("damaged", state.damaged().size())
                    .with("unchecked", state.unchecked().size())
                    .with("first", first(state))
                    .with("code", code(state));
            boolean odd = state.yesterday().isMissing()
                    || !state.failed().isEmpty()
                    || !state.atRisk().isEmpty()
                    || !state.damaged().isEmpty();
            events.log(odd ? line.asWarning() : line);
        }
    }

    /** The first day that somebody should look at. */
    private static String first(LogState state) {
        return List.of(state.atRisk(), state.damaged(), state.failed()).stream()
                .flatMap(List::stream)
                .findFirst()
                .map(day -> day.day().date().toString())
                .orElse("none");
    }

    /** Why the first of the failed days has failed. */
    private static String code(LogState state) {
        return state.failed().stream()
                .findFirst()
                .flatMap(DayStatus::failure)
                .map(failure -> failure.problem().code())
                .orElse("none");
    }

    /** One line for the seven days before today, also if all is well: so that silence is never the good news. */
    public void ofTheWeek(LocalDate today, EventLog events) {
        LocalDate from = today.minusDays(DAYS_OF_A_WEEK);
        long archived = 0;
        long rows = 0;
        long late = 0;
        long bytes = 0;
        int atRisk = states.look(states.logs()).stream()
                .mapToInt(state -> state.atRisk().size())
                .sum();
        int days = 0;
        for (LogStatus log :
                status.between(states.logs(), from, today.minusDays(1), today).logs()) {
            for (DayStatus day : log.days()) {
                days++;
                Optional<DayFile> file = day.file();
                archived += file.isPresent() ? 1 : 0;
                rows += file.map(DayFile::rows).orElse(0L);
                bytes += file.map(DayFile::content)
                        .map(DayFile.Content::rawSizeBytes)
                        .orElse(0L);
                late += file.map(it -> it.readings().stream()
                                .mapToLong(DayFile.Reading::added)
                                .sum())
                        .orElse(0L);
            }
        }
        events.log(Event.of(Name.ARCHIVE_WEEK)
                .with("from", from)
                .with("to", today.minusDays(1))
                .with("archived", archived)
                .with("days", days)
                .with("atRisk", atRisk)
                .with("rows", rows)
                .with("lateRowsPercent", String.format(Locale.ROOT, "%.1f", rows == 0 ? 0.0 : 100.0 * late / rows))
                .with("gigabytes", String.format(Locale.ROOT, "%.1f", bytes / 1e9)));
    }
}

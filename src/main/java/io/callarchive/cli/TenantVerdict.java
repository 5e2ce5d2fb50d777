package io.callarchive.cli;

import io.callarchive.cli.ArchiveStanding.Day;
import io.callarchive.cli.ArchiveStanding.LogDays;
import io.callarchive.status.DayState;
import io.callarchive.status.LogState;
import io.callarchive.text.ForeignText;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether all is well with an archive, by what its app answers. Pure.
 *
 * @param archivedYesterday of how many logs yesterday is archived
 * @param settledTo up to which day each log has settled days; empty if one has none
 * @param wrong a line for each thing that is wrong; none if all is well
 */
record TenantVerdict(
        int logs,
        int archivedYesterday,
        int failed,
        int missing,
        int atRisk,
        int damaged,
        Optional<LocalDate> settledTo,
        Instant asOf,
        List<String> wrong) {
    private static final Set<DayState> ARCHIVED =
            Set.of(DayState.SETTLED, DayState.PROVISIONAL, DayState.ERASED, DayState.DAMAGED);
    private static final Set<DayState> FINAL = Set.of(DayState.SETTLED, DayState.ERASED);

    /** Between the two clocks; more is an answer that somebody has kept. */
    private static final Duration APART = Duration.ofMinutes(15);

    /** Of the nights before, from which the time of the next is known. */
    private static final int NIGHTS = 7;

    private static final Duration DAY = Duration.ofDays(1);
    private static final int LONGEST_CODE = 60;

    TenantVerdict {
        wrong = List.copyOf(wrong);
    }

    static TenantVerdict of(ArchiveStanding standing, DeployedApp app, Instant now) {
        List<String> wrong = new ArrayList<>();
        if (Duration.between(standing.asOf(), now).abs().compareTo(APART) > 0) {
            wrong.add("the answer is as of " + seconds(standing.asOf()) + ", and here it is " + seconds(now));
        }
        if (standing.logs().isEmpty()) {
            wrong.add("no log is archived");
        }
        int archivedYesterday = 0;
        int failed = 0;
        int missing = 0;
        int atRisk = 0;
        int damaged = 0;
        for (LogDays log : standing.logs()) {
            Judged judged = Judged.of(log, now);
            judged.sayWhatIsWrong(app, wrong);
            archivedYesterday += ARCHIVED.contains(last(log).state()) ? 1 : 0;
            failed += judged.failed().size();
            missing += judged.missing().size();
            atRisk += judged.atRisk().size();
            damaged += judged.damaged().size();
        }
        return new TenantVerdict(
                standing.logs().size(),
                archivedYesterday,
                failed,
                missing,
                atRisk,
                damaged,
                settledTo(standing.logs()),
                standing.asOf(),
                wrong);
    }

    boolean isWell() {
        return wrong.isEmpty();
    }

    private static Optional<LocalDate> settledTo(List<LogDays> logs) {
        List<LocalDate> newest = logs.stream()
                .flatMap(log -> log.days().stream()
                        .filter(day -> FINAL.contains(day.state()))
                        .map(Day::date)
                        .max(Comparator.naturalOrder())
                        .stream())
                .toList();
        return newest.size() < logs.size() ? Optional.empty() : newest.stream().min(Comparator.naturalOrder());
    }

    private static Day last(LogDays log) {
        return log.days().get(log.days().size() - 1);
    }

    static String seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** What is wrong with a log. */
    private record Judged(
            LogDays log, List<Day> failed, List<Day> missing, List<Day> atRisk, List<Day> damaged, boolean empty) {
        static Judged of(LogDays log, Instant now) {
            Day yesterday = last(log);
            boolean mayCome = yesterday.state() == DayState.MISSING && isStillToCome(log, yesterday.date(), now);
            Predicate<Day> counts = day -> !(mayCome && day.equals(yesterday));
            List<Day> failed = days(log, day -> day.state() == DayState.FAILED);
            List<Day> missing = days(log, counts.and(day -> day.state() == DayState.MISSING));
            List<Day> atRisk = new ArrayList<>(failed);
            atRisk.addAll(missing);
            atRisk.removeIf(day -> day.deletedInDays()
                    .filter(left -> left <= LogState.RISK_DAYS)
                    .isEmpty());
            atRisk.sort(Comparator.comparing(Day::date));
            return new Judged(
                    log,
                    failed,
                    missing,
                    atRisk,
                    days(log, day -> day.state() == DayState.DAMAGED),
                    log.days().stream().noneMatch(day -> ARCHIVED.contains(day.state())));
        }

        /**
         * Whether the night that reads yesterday may still be under way. The answer does not tell the timetable, but of
         * each day when the run was due that read it first: the next night is due as long after midnight as the earliest
         * of the last ones. Where no such night is known, nothing excuses that yesterday is missing.
         */
        private static boolean isStillToCome(LogDays log, LocalDate yesterday, Instant now) {
            return log.days().stream()
                    .filter(day -> day.date().isBefore(yesterday) && !day.date().isBefore(yesterday.minusDays(NIGHTS)))
                    .flatMap(day -> day.firstDueAt().map(due -> Duration.between(end(day.date()), due)).stream())
                    .filter(after -> !after.isNegative() && after.compareTo(DAY) < 0)
                    .min(Comparator.naturalOrder())
                    .filter(after -> now.isBefore(end(yesterday).plus(after).plus(LogState.PATIENCE)))
                    .isPresent();
        }

        private static Instant end(LocalDate date) {
            return date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        private static List<Day> days(LogDays log, Predicate<Day> wanted) {
            return log.days().stream().filter(wanted).toList();
        }

        void sayWhatIsWrong(DeployedApp app, List<String> wrong) {
            if (empty) {
                wrong.add(log.log() + ": none of these days is archived");
            }
            String because = failed.stream()
                    .findFirst()
                    .flatMap(Day::code)
                    .map(code -> " (" + shown(code, app) + ")")
                    .orElse("");
            say("failed", failed, because, wrong);
            say("missing", missing, "", wrong);
            say("that Microsoft deletes within a week", atRisk, "", wrong);
            say("damaged", damaged, "", wrong);
        }

        private void say(String what, List<Day> days, String because, List<String> wrong) {
            if (!days.isEmpty()) {
                wrong.add(log.log() + ": " + days.size() + (days.size() == 1 ? " day " : " days ") + what
                        + (days.size() == 1 ? ", " : ", the first is ")
                        + days.get(0).date() + because);
            }
        }

        /** A word of others: short, printable, and nothing that was sent to them. */
        private static String shown(String code, DeployedApp app) {
            String clean = ForeignText.cleanCode(app.withoutSecrets(code)).replaceAll("[^ -~]", "?");
            return clean.length() <= LONGEST_CODE ? clean : clean.substring(0, LONGEST_CODE) + "…";
        }
    }
}

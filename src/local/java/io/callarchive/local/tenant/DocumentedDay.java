package io.callarchive.local.tenant;

import io.callarchive.CallLog;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One log on one day of a tenant that does as the documentation says. */
final class DocumentedDay {
    private DocumentedDay() {}

    /** A good three thousand calls on a workday, a fraction at the weekend, and no day quite like another. */
    static int rowCount(CallLog log, LocalDate day) {
        int usual = switch (log) {
            case DIRECT_ROUTING -> 3_200;
            case PSTN -> 900;
            case SMS -> 420;
            case DIALOUT -> 26;
            case BLOCKED_USERS -> 4;
        };
        int percent = switch (day.getDayOfWeek()) {
            case FRIDAY -> 80;
            case SATURDAY -> 20;
            case SUNDAY -> 12;
            default -> 100;
        };
        Dice dice = new Dice(31 * day.toEpochDay() + log.label().hashCode());
        return Math.max(1, usual * percent * dice.between(92, 109) / 10_000);
    }

    static List<TenantRow> rows(TenantDay day, int count, Dice dice) {
        if (day.log() == CallLog.DIALOUT) {
            return DocumentedDialoutRows.rows(count, dice).stream()
                    .map(row -> new TenantRow(day.start(), false, row.getBytes(StandardCharsets.UTF_8)))
                    .toList();
        }
        Stream<Moment> moments = IntStream.range(0, count)
                .mapToObj(any -> Moment.sometime(day, dice))
                .sorted(Comparator.comparing(moment -> moment.time().instant()));
        return moments.map(moment -> new TenantRow(
                        moment.time().instant(),
                        true,
                        row(day.log(), moment, dice).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** When something happened, and whose it was: people of different zones are busy at different hours of UTC. */
    private record Moment(GraphTime time, Colleague user) {
        static Moment sometime(TenantDay day, Dice dice) {
            Colleague user = dice.pick(Colleague.ALL);
            int digits = day.log() == CallLog.SMS || day.log() == CallLog.PSTN ? 7 : 3;
            return new Moment(new GraphTime(OfficeHours.sometime(day.day(), user.office().zone, dice), digits), user);
        }
    }

    private static String row(CallLog log, Moment moment, Dice dice) {
        return switch (log) {
            case SMS -> DocumentedSmsRows.row(moment.time(), moment.user(), dice);
            case DIRECT_ROUTING -> DocumentedDirectRoutingRows.row(moment.time(), moment.user(), dice);
            case PSTN -> DocumentedPstnRows.row(moment.time(), moment.user(), dice);
            case BLOCKED_USERS -> DocumentedBlockedUserRows.row(moment.time(), moment.user(), dice);
            case DIALOUT -> throw new IllegalStateException("The rows of " + log + " have no time.");
        };
    }
}

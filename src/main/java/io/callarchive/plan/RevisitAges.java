package io.callarchive.plan;

import io.callarchive.dayfile.DayFile;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The ages, in days, at which an archived day is read again for rows that Microsoft delivers late.
 *
 * @param ages ascending; after the last a day is settled; none if days are read only once
 */
public record RevisitAges(List<Integer> ages) {
    public RevisitAges {
        ages = ages.stream().sorted().distinct().toList();
    }

    /**
     * Whether an age has come since the day was read last, so that a night that was missed is made up for. Also if the
     * file was read at its last age and is provisional all the same: an older release could leave it so for good.
     */
    boolean isDue(LocalDate day, DayFile file, LocalDate today) {
        long age = ChronoUnit.DAYS.between(day, today);
        long ageAtLastRead = ChronoUnit.DAYS.between(
                day, file.lastRun().dueAt().atOffset(ZoneOffset.UTC).toLocalDate());
        return ages.stream().anyMatch(revisit -> revisit <= age && ageAtLastRead < revisit)
                || (file.state() == DayFile.State.PROVISIONAL && ageAtLastRead >= lastAge());
    }

    /** Whether a day read today gets no more late rows. */
    boolean settles(LocalDate day, LocalDate today) {
        return ChronoUnit.DAYS.between(day, today) >= lastAge();
    }

    int lastAge() {
        return ages.isEmpty() ? 0 : ages.get(ages.size() - 1);
    }
}

package io.callarchive.plan;

import io.callarchive.dayfile.DayFile;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * How often what is final is looked at again.
 *
 * @param verifyWithin in how many nights every file is read back once more; 0 for never
 * @param recountAfter how many days after its last reading a settled day is read again in Graph; 0 for never
 */
public record Upkeep(int verifyWithin, int recountAfter) {
    boolean isToBeRecounted(DayFile file, LocalDate today) {
        LocalDate read = LocalDate.ofInstant(file.lastRun().dueAt(), ZoneOffset.UTC);
        return recountAfter > 0
                && file.state() == DayFile.State.SETTLED
                && ChronoUnit.DAYS.between(read, today) >= recountAfter;
    }
}

package io.callarchive.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.PublishedDays.Published;
import io.callarchive.lake.BlobDays;
import io.callarchive.lake.BlobLake;
import io.callarchive.pages.Page;
import io.callarchive.pages.PageRequest;
import io.callarchive.pages.RowTimes;
import io.callarchive.testing.InMemoryLake;
import io.callarchive.testing.Runs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UsersCountriesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final InMemoryLake memory = new InMemoryLake();
    private final BlobDays days = new BlobDays(memory.stores(), CLOCK);

    @Test
    void saysWhichSettingWouldFit() {
        assertThat(look()).isEqualTo("no row of the last 60 days names the country of its user");
        archive(LocalDate.of(2026, 11, 20), Set.of("NO"));
        archive(LocalDate.of(2026, 11, 21), Set.of("GB", "NO"));
        archive(LocalDate.of(2026, 8, 1), Set.of("MX"));
        assertThat(look())
                .isEqualTo("the users are in GB,NO; ARCHIVE_COUNTRIES=GB,NO would fit, and tell for how long Microsoft"
                        + " keeps their rows");
        assertThat(look("NO", "GB")).isEqualTo("the users are in GB,NO, as ARCHIVE_COUNTRIES says");
    }

    private String look(String... countries) {
        HealthCheck check = new UsersCountries(List.of(CallLog.PSTN), List.of(countries), days, CLOCK).look();
        assertThat(check.verdict()).isEqualTo(HealthCheck.Verdict.PASS);
        return check.detail();
    }

    private void archive(LocalDate date, Set<String> countries) {
        ArchiveDay day = new ArchiveDay(CallLog.PSTN, date);
        BlobLake lake = new BlobLake(memory.stores(), CLOCK, "test");
        Run run = Runs.of(new RunId("019e0c8d4e00a1b2c3"), Reason.NIGHTLY);
        ByteBuffer lines = ByteBuffer.wrap("{}\n".getBytes(StandardCharsets.UTF_8));
        lake.stage(PageRequest.first(day, run, 0, NOW), new Page(lines, 1, RowTimes.NONE, Optional.empty()));
        lake.commit(day, run);
        Published file = days.find(day).orElseThrow();
        assertThat(file.remember(file.file().checkedWith(new DayFile.Check(NOW, 0, Optional.of(0L), 0, countries))))
                .isTrue();
    }
}

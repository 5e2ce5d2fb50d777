package io.callarchive.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.Event.Name;
import io.callarchive.Sha256;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.FileHashes;
import io.callarchive.dayfile.RowId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What reading a file back finds. */
class DayCheckerTest extends CheckedDay {
    @Test
    void soundFileIsMarkedAsChecked() {
        archive(FIRST, row(1), row(2), row(3));

        check(FIRST);

        byte[] stored = blobs.content(PATH).orElseThrow();
        assertThat(file().check())
                .contains(new DayFile.Check(
                        CLOCK.instant(),
                        0,
                        Optional.of(0L),
                        0,
                        Set.of(),
                        Optional.empty(),
                        Optional.of(new FileHashes(
                                Sha256.hex(stored),
                                Sha256.hex((row(1) + "\n" + row(2) + "\n" + row(3) + "\n")
                                        .getBytes(StandardCharsets.UTF_8))))));
        assertThat(events).hasSize(1);
        assertThat(events.get(0).isWarning()).isFalse();
        assertThat(events.get(0))
                .hasToString(
                        "DAY_CHECKED log=sms date=2026-11-18 run=" + FIRST
                                + " rows=3 duplicates=0 versions=0 outside=0 halfCharacters=0"
                                + " newFields=none countries=none first=2026-11-18T00:00:01Z last=2026-11-18T00:00:03Z seconds=0.0");
        assertThat(woken).isZero();
        assertThat(failures.find(DAY)).isEmpty();
    }

    @Test
    void dayWithoutRowsIsSound() {
        archive(FIRST);

        check(FIRST);

        assertThat(file().check().flatMap(DayFile.Check::hashes))
                .map(FileHashes::content)
                .contains(Sha256.hex(new byte[0]));
    }

    @Test
    void repeatedRowsAreCountedAndTheDayDeservesAFreshReading() {
        archive(FIRST, row(1), row(2), row(1), row(1));

        check(FIRST);

        assertThat(result().duplicates()).isEqualTo(2);
        assertThat(result().versions()).contains(0L);
        assertThat(events.get(0).name()).isEqualTo(Name.DAY_CHECKED);
        assertThat(events.get(0).isWarning()).isTrue();
        assertThat(file().deservesRecheck()).isTrue();
        assertThat(woken).isEqualTo(1);
    }

    @Test
    void wholeRowsAreComparedWhereTheyHaveNoId() {
        String anonymous = "{\"smsId\":\"s\"}";
        archive(FIRST, anonymous, anonymous, "{\"smsId\":\"s\",\"smsUnits\":1}", "{\"id\":null}", "{\"id\":\"\"}");

        check(FIRST);

        assertThat(result().duplicates()).isEqualTo(1);
    }

    @Test
    void sameIdWithOtherContentIsAVersionAndNothingThatAReadingMayLeaveOut() {
        archive(FIRST, charged("a", "0.10"), charged("b", "0.10"), charged("a", "0.15"), charged("a", "0.20"));

        check(FIRST);

        assertThat(result().duplicates()).isZero();
        assertThat(result().versions()).contains(2L);
        assertThat(file().repeats()).isZero();
        assertThat(events.get(0).isWarning()).isTrue();
        assertThat(woken).isZero();
    }

    @Test
    void versionsThatRepeatAreBoth() {
        archive(FIRST, charged("a", "0.10"), charged("a", "0.15"), charged("a", "0.10"));

        check(FIRST);

        assertThat(result().duplicates()).isEqualTo(1);
        assertThat(result().versions()).contains(1L);
        assertThat(file().repeats()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-0000-0000-000000000000", "0", "n/a", "N/A", "{0}", "null", " ", "-"})
    void rowsWithAnIdThatIsNoneAreAllDifferent(String id) {
        archive(FIRST, charged(id, "0.10"), charged(id, "0.15"), charged(id, "0.20"));

        check(FIRST);

        assertThat(result().duplicates()).isZero();
        assertThat(result().versions()).contains(0L);
        assertThat(events.get(0).isWarning()).isFalse();
        assertThat(woken).isZero();
    }

    @Test
    void idThatManyDifferentRowsShareIsNone() {
        archive(FIRST, different(RowId.MOST_VERSIONS + 1));

        check(FIRST);

        assertThat(result().duplicates()).isZero();
        assertThat(result().versions()).contains(0L);
    }

    @Test
    void idThatAFewDifferentRowsShareIsOneRowsVersions() {
        archive(FIRST, different(RowId.MOST_VERSIONS));

        check(FIRST);

        assertThat(result().versions()).contains(RowId.MOST_VERSIONS - 1L);
    }

    private static String[] different(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> charged("shared", "0." + i))
                .toArray(String[]::new);
    }

    private static String charged(String id, String charge) {
        return "{\"id\":\"" + id + "\",\"callCharge\":" + charge + "}";
    }

    private DayFile.Check result() {
        return file().check().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 64, 256, 500, 1000, 4096})
    void fileOfMoreRowsThanOnePassHoldsIsCountedRight(int most) {
        Random random = new Random(most);
        String[] rows = IntStream.range(0, 1000).mapToObj(DayCheckerTest::row).toArray(String[]::new);
        for (int i = 0; i < rows.length; i += 1 + random.nextInt(20)) {
            rows[i] = rows[random.nextInt(rows.length)];
        }
        archive(FIRST, rows);
        hashesPerPass = most;

        check(FIRST);

        assertThat(result().duplicates())
                .isEqualTo(1000 - Arrays.stream(rows).distinct().count())
                .isPositive();
        assertThat(result().outside()).isZero();
    }

    @Test
    void rowsOutsideTheDayAreCountedAndAWarning() {
        archive(
                FIRST,
                "{\"id\":\"a\",\"sentDateTime\":\"2026-11-17T23:59:59.9999999Z\"}",
                "{\"id\":\"b\",\"sentDateTime\":\"2026-11-18T00:00:00Z\"}",
                "{\"id\":\"c\",\"sentDateTime\":\"2026-11-19T00:00:00Z\"}",
                "{\"id\":\"d\"}");

        check(FIRST);

        assertThat(result().outside()).isEqualTo(2);
        assertThat(events.get(0).isWarning()).isTrue();
        assertThat(woken).isZero();
    }

    @Test
    void newFieldsAreNamedInBoundsAndNothingElseOfThem() {
        String many = IntStream.range(0, 40)
                .mapToObj(i -> "\"extra" + i + "\":{\"inner\":1}")
                .collect(Collectors.joining(","));
        archive(
                FIRST,
                "{\"id\":\"a\",\"" + "x".repeat(900) + "\":\"secret\",\"a b\\n=\\\"é\":1,\"\":1}",
                "{" + many + "}");

        check(FIRST);

        assertThat(events.get(0).toString())
                .contains(" newFields=_,a_b____,extra", ",extra0,", ",... ")
                .doesNotContain("secret", "inner")
                .hasSizeLessThan(500);
    }

    @Test
    void longNameOfANewFieldIsCut() {
        archive(FIRST, "{\"id\":\"a\",\"" + "x".repeat(900) + "\":1}");

        check(FIRST);

        assertThat(events.get(0).toString()).contains(" newFields=" + "x".repeat(64) + " ");
    }
}

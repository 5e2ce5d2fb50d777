package io.callarchive.cli;

import static io.callarchive.testing.StandingAnswer.archived;
import static io.callarchive.testing.StandingAnswer.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callarchive.json.MalformedJson;
import io.callarchive.testing.StandingAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as wrong, at whichever hour somebody asks. */
class TenantVerdictTest {
    private static final LocalDate YESTERDAY = LocalDate.of(2026, 11, 26);
    private static final LocalDate FROM = YESTERDAY.minusDays(9);
    private static final Instant NOW = Instant.parse("2026-11-27T06:00:00Z");
    private static final DeployedApp APP = DeployedApp.at("https://func.example.org?code=abc");

    @Test
    void anArchiveWithEveryDayIsWell() {
        TenantVerdict verdict = verdict(NOW, NOW, StandingAnswer::archived, "sms", "pstn");
        assertThat(verdict.wrong()).isEmpty();
        assertThat(verdict.archivedYesterday()).isEqualTo(2);
        assertThat(verdict.logs()).isEqualTo(2);
        assertThat(verdict.settledTo()).contains(YESTERDAY);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T00:10:00Z, true",
        "2026-11-27T03:29:00Z, true",
        "2026-11-27T05:29:59Z, true",
        "2026-11-27T05:30:00Z, false",
        "2026-11-27T23:00:00Z, false"
    })
    void yesterdayMayBeMissingUntilTwoHoursAfterItsNightIsDue(Instant now, boolean well) {
        TenantVerdict verdict = verdict(now, now, day -> isLast(day) ? day(day, "missing", "") : archived(day), "sms");
        assertThat(verdict.isWell()).isEqualTo(well);
        assertThat(verdict.archivedYesterday()).isZero();
        assertThat(verdict.missing()).isEqualTo(well ? 0 : 1);
        assertThat(verdict.wrong().isEmpty() ? "" : verdict.wrong().get(0))
                .isEqualTo(well ? "" : "sms: 1 day missing, 2026-11-26");
    }

    /** One that was fetched by hand in the evening does not move the night to the evening. */
    @Test
    void theEarliestOfTheLastNightsTellsWhenTheNextIsDue() {
        TenantVerdict verdict = verdict(
                NOW,
                NOW,
                day -> isLast(day)
                        ? day(day, "missing", "")
                        : day.equals(YESTERDAY.minusDays(1))
                                ? day(day, "provisional", "\"readings\":[{\"dueAt\":\"2026-11-26T20:00:00Z\"}]")
                                : archived(day),
                "sms");
        assertThat(verdict.wrong()).containsExactly("sms: 1 day missing, 2026-11-26");
    }

    /** Of days that the first night found no night is known. */
    @Test
    void nothingExcusesAMissingYesterdayWhereNoNightIsKnown() {
        TenantVerdict verdict = verdict(
                Instant.parse("2026-11-27T00:10:00Z"),
                Instant.parse("2026-11-27T00:10:00Z"),
                day -> isLast(day)
                        ? day(day, "missing", "")
                        : day(day, "settled", "\"readings\":[{\"dueAt\":\"2026-11-27T00:05:00Z\"}]"),
                "sms");
        assertThat(verdict.missing()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "missing | ''                                  | sms: 1 day missing, 2026-11-20",
                "failed  | '\"trouble\":{\"code\":\"Forbidden\"}' | sms: 1 day failed, 2026-11-20 (Forbidden)",
                "damaged | ''                                  | sms: 1 day damaged, 2026-11-20",
            })
    void anyOtherDayThatIsNotThereIsWrong(String state, String more, String wrong) {
        TenantVerdict verdict = verdict(NOW, NOW, day -> isOdd(day) ? day(day, state, more) : archived(day), "sms");
        assertThat(verdict.wrong()).containsExactly(wrong);
    }

    @ParameterizedTest
    @ValueSource(strings = {"provisional", "erased", "in-progress", "gone", "expired", "not-yet"})
    void whatIsThereOrComesOrNeverCanIsNotWrong(String state) {
        assertThat(verdict(NOW, NOW, day -> isOdd(day) ? day(day, state, "") : archived(day), "sms")
                        .wrong())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"7, 1", "8, 0", "0, 1"})
    void aDayIsAtRiskForAWeek(long left, int atRisk) {
        TenantVerdict verdict = verdict(
                NOW, NOW, day -> isOdd(day) ? day(day, "missing", "\"deletedInDays\":" + left) : archived(day), "sms");
        assertThat(verdict.atRisk()).isEqualTo(atRisk);
        assertThat(verdict.wrong()).hasSize(1 + atRisk).first().isEqualTo("sms: 1 day missing, 2026-11-20");
        assertThat(verdict.wrong().stream().skip(1))
                .allMatch("sms: 1 day that Microsoft deletes within a week, 2026-11-20"::equals);
    }

    @Test
    void silenceIsNeverGreen() {
        assertThat(verdict(NOW, NOW, StandingAnswer::archived).wrong()).containsExactly("no log is archived");
        for (String state : new String[] {"gone", "expired", "not-yet", "in-progress"}) {
            assertThat(verdict(NOW, NOW, day -> day(day, state, ""), "sms").wrong())
                    .as(state)
                    .containsExactly("sms: none of these days is archived");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-26T06:00:00Z", "2026-11-27T05:44:59Z", "2026-11-27T06:15:01Z"})
    void anAnswerOfAnotherTimeIsWrong(Instant asOf) {
        assertThat(verdict(NOW, asOf, StandingAnswer::archived, "sms").wrong())
                .containsExactly("the answer is as of " + asOf + ", and here it is 2026-11-27T06:00:00Z");
    }

    @Test
    void aWordOfOthersIsShortAndPrintableAndHoldsNoSecret() {
        String words = "abc\\u001b[31m \\u202ered eyJhbGciOiJub25lIn0.eyJzdWIiOiJzZWNyZXQtc2VjcmV0LXNlY3JldCJ9.c2ln "
                + "+49 170 1234567 " + "x ".repeat(99);
        TenantVerdict verdict = verdict(
                NOW,
                NOW,
                day -> isOdd(day) ? day(day, "failed", "\"trouble\":{\"code\":\"" + words + "\"}") : archived(day),
                "sms");
        assertThat(verdict.wrong().get(0))
                .startsWith("sms: 1 day failed, 2026-11-20 (***?[31m ?red *** *** x x ")
                .hasSizeLessThan(110);
    }

    private static Stream<String> foreign() {
        String good = answer(NOW, StandingAnswer::archived, "sms");
        return Stream.of(
                "",
                "null",
                "[]",
                "true",
                "<!doctype html>",
                good.substring(0, good.length() / 2),
                good.replace("\"version\":1", "\"version\":2"),
                good.replace("\"version\":1,", ""),
                good.replace("\"logs\":[", "\"logs\":{"),
                good.replace("\"logs\":", "\"files2\":"),
                good.replace("\"log\":\"sms\"", "\"log\":\"faxes\""),
                good.replace("\"state\":\"settled\"", "\"state\":\"fine\""),
                good.replaceFirst("\"state\":\"settled\",", ""),
                good.replaceFirst("\"date\":\"2026-11-17\"", "\"date\":\"yesterday\""),
                good.replaceFirst("\\{\"date\":\"2026-11-17\".*?]},", ""),
                good.replaceFirst("\\{\"date\":\"2026-11-17\".*?]},", "null,"),
                good.replace("\"to\":\"2026-11-26\"", "\"to\":\"2026-11-25\""),
                good.replace("\"asOf\":\"2026-11-27T06:00:00Z\"", "\"asOf\":\"now\""),
                good.replace("\"asOf\":\"2026-11-27T06:00:00Z\",", ""),
                answer(NOW, StandingAnswer::archived, "sms", "sms"),
                "{\"version\":1,\"logs\":[" + "{},".repeat(10_000) + "{}]}",
                "[".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void whatIsNoSuchAnswerIsRefused(String answer) {
        assertThatThrownBy(() -> ArchiveStanding.parse(answer.getBytes(StandardCharsets.UTF_8), FROM, YESTERDAY))
                .isInstanceOf(MalformedJson.class)
                .message()
                .startsWith("it")
                .doesNotContain("faxes", "fine", "yesterday");
    }

    private static boolean isLast(LocalDate day) {
        return day.equals(YESTERDAY);
    }

    private static boolean isOdd(LocalDate day) {
        return day.equals(LocalDate.of(2026, 11, 20));
    }

    private static TenantVerdict verdict(Instant now, Instant asOf, Function<LocalDate, String> day, String... logs) {
        byte[] answer = answer(asOf, day, logs).getBytes(StandardCharsets.UTF_8);
        return TenantVerdict.of(ArchiveStanding.parse(answer, FROM, YESTERDAY), APP, now);
    }

    private static String answer(Instant asOf, Function<LocalDate, String> day, String... logs) {
        return StandingAnswer.of(1, asOf, FROM, YESTERDAY, day, logs);
    }
}

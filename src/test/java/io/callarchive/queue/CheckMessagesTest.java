package io.callarchive.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.RunId;
import io.callarchive.dayfile.CheckRequest;
import io.callarchive.json.MalformedJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckMessagesTest {
    private static final RunId RUN = new RunId("019e0c8d4e00a1b2c3");
    private static final String GOOD =
            "{\"version\":3,\"log\":\"pstn\",\"date\":\"2026-11-18\",\"run\":\"019e0c8d4e00a1b2c3\",\"tries\":0,\"unlessSince\":null}";

    private final CheckMessages messages = new CheckMessages();

    @ParameterizedTest
    @EnumSource
    void requestComesBackAsItWasSent(CallLog log) {
        CheckRequest request =
                new CheckRequest(new ArchiveDay(log, LocalDate.of(2026, 11, 18)), RUN, 7, Optional.of(Instant.EPOCH));

        assertThat(messages.read(messages.write(request))).isEqualTo(request);
    }

    @Test
    void formIsTheContract() {
        assertThat(messages.write(new CheckRequest(new ArchiveDay(CallLog.PSTN, LocalDate.of(2026, 11, 18)), RUN, 0)))
                .isEqualTo(GOOD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\":3, | \"version\":1, | version 3, not 1",
                "\"tries\":0 | \"tries\":-1 | tries must not be negative",
                ",\"tries\":0 | '' | wrong at tries",
                "\"unlessSince\":null | \"unlessSince\":\"secret\" | unlessSince an instant",
                "\"version\":3, | \"version\":\"1\", | wrong at version",
                "\"version\":3, | \"version\":1.0, | wrong at version",
                "\"version\":3, | '' | wrong at version",
                "\"version\":3, | \"version\":1,\"version\":1, | one JSON object",
                "\"version\":3, | \"version\":1,\"blobName\":\"secret\", | a property that no check message has",
                "\"pstn\" | \"fax\" | unknown log",
                "\"pstn\" | null | log is null",
                "2026-11-18 | 2026-11-31 | date must be a day",
                "2026-11-18 | secret | date must be a day",
                "019e0c8d4e00a1b2c3 | 019E0C8D4E00A1B2C3 | run id",
                "019e0c8d4e00a1b2c3 | ../secret | run id"
            })
    void refusesWhatItDidNotWriteAndDoesNotQuoteIt(String part, String instead, String reason) {
        assertThatThrownBy(() -> messages.read(GOOD.replace(part, instead)))
                .isInstanceOf(MalformedJson.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "1", "{}", "secret", GOOD + GOOD, GOOD + " x"})
    void refusesWhatIsNotOneObject(String text) {
        assertThatThrownBy(() -> messages.read(text))
                .isInstanceOf(MalformedJson.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesAnEndlessMessage() {
        assertThatThrownBy(() -> messages.read(GOOD + " ".repeat(2000)))
                .isInstanceOf(MalformedJson.class)
                .hasMessageContaining("at most 1024");
    }
}

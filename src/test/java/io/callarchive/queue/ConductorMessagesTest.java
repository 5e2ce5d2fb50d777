package io.callarchive.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.RunId;
import io.callarchive.json.MalformedJson;
import io.callarchive.pages.ChainEnd;
import io.callarchive.plan.Signal;
import io.callarchive.testing.Mutations;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConductorMessagesTest {
    private static final String WAKE = "{\"version\":1,\"night\":null,\"chainEnded\":null}";
    private static final String NIGHT = "{\"version\":1,\"night\":\"2026-11-22\",\"chainEnded\":null}";
    private static final String END = "{\"version\":1,\"night\":null,\"chainEnded\":{\"log\":\"pstn\","
            + "\"date\":\"2026-11-18\",\"run\":\"019e0c8d4e00a1b2c3\",\"chain\":7,\"outcome\":\"goes_on\","
            + "\"free\":\"2026-11-19T03:30:05.217Z\"}}";

    static final List<Signal> SIGNALS = List.of(
            new Signal.Wake(),
            new Signal.NightBegins(LocalDate.of(2026, 11, 22)),
            ended(CallLog.PSTN, ChainEnd.Outcome.GOES_ON));

    private final ConductorMessages messages = new ConductorMessages();

    @ParameterizedTest
    @FieldSource("SIGNALS")
    void signalComesBackAsItWasSent(Signal signal) {
        assertThat(messages.read(messages.write(signal))).isEqualTo(signal);
    }

    @ParameterizedTest
    @EnumSource
    void everyLogAndOutcomeHasAName(CallLog log) {
        for (ChainEnd.Outcome outcome : ChainEnd.Outcome.values()) {
            Signal signal = ended(log, outcome);

            assertThat(messages.read(messages.write(signal))).isEqualTo(signal);
        }
    }

    @Test
    void formIsTheContract() {
        assertThat(SIGNALS).extracting(messages::write).containsExactly(WAKE, NIGHT, END);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\":1, | \"version\":2, | version 1, not 2",
                "\"version\":1, | \"version\":\"1\", | wrong at version",
                "\"version\":1, | '' | wrong at version",
                "\"version\":1, | \"version\":1,\"version\":1, | one JSON object",
                "\"version\":1, | \"version\":1,\"secret\":1, | a property that no conductor message has",
                "\"night\":null, | '' | wrong at night",
                "\"night\":null | \"night\":\"2026-11-22\" | not both",
                "\"night\":null | \"night\":\"secret\" | not both",
                "\"chain\":7 | \"chain\":\"7\" | wrong at chainEnded.chain",
                "\"chain\":7 | \"chain\":null | wrong at chainEnded.chain",
                "\"chain\":7 | \"chain\":-1 | 0..23",
                "\"chain\":7 | \"chain\":24 | 0..23",
                ",\"chain\":7 | '' | wrong at chainEnded.chain",
                "\"chain\":7 | \"chain\":7,\"secret\":1 | a property that no conductor message has",
                "\"pstn\" | \"secret\" | unknown log",
                "\"pstn\" | null | log is null",
                "2026-11-18 | 2026-11-31 | dates such as",
                "2026-11-18 | secret | dates such as",
                "019e0c8d4e00a1b2c3 | 019E0C8D4E00A1B2C3 | run id",
                "019e0c8d4e00a1b2c3 | ../secret | run id",
                "goes_on | secret | goes_on, done, failed",
                "goes_on | DONE | goes_on, done, failed",
                "\"goes_on\" | null | outcome is null",
                "2026-11-19T03:30:05.217Z | secret | times such as",
                "\"2026-11-19T03:30:05.217Z\" | null | free is null"
            })
    void refusesWhatItDidNotWriteAndDoesNotQuoteIt(String part, String instead, String reason) {
        assertThat(END).contains(part);
        refuses(END.replace(part, instead), reason);
    }

    @ParameterizedTest
    @CsvSource({
        "\"2026-11-22\",\"secret\",dates such as",
        "\"2026-11-22\",\"2026-11-22T03:30:00Z\",dates such as",
        "\"2026-11-22\",20261122,dates such as",
        "\"2026-11-22\",true,dates such as"
    })
    void refusesANightThatIsNoDate(String part, String instead, String reason) {
        assertThat(NIGHT).contains(part);
        refuses(NIGHT.replace(part, instead), reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "1", "{}", "secret", WAKE + WAKE, WAKE + " x"})
    void refusesWhatIsNotOneObject(String text) {
        refuses(text, "conductor message");
    }

    @Test
    void refusesAnEndlessMessage() {
        refuses(WAKE + " ".repeat(3000), "at most 2048");
    }

    @Test
    void anyMutationIsReadOrRefused() {
        long seed = Long.getLong("messages.seed", new Random().nextLong());
        System.out.println("Mutated signals: -Dmessages.seed=" + seed);
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = Mutations.of(messages.write(SIGNALS.get(random.nextInt(SIGNALS.size()))), random);
            try {
                Signal signal = messages.read(text);
                assertThat(messages.read(messages.write(signal))).isEqualTo(signal);
            } catch (MalformedJson e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("mutation " + i + " of seed " + seed + ": " + text, e);
            }
        }
        assertThat(refused).isBetween(10_000, 19_999);
    }

    /** The host logs the whole chain of causes. */
    private void refuses(String text, String reason) {
        assertThatThrownBy(() -> messages.read(text))
                .isInstanceOf(MalformedJson.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("secret")
                .satisfies(e -> assertThat(String.valueOf(e.getCause())).doesNotContainIgnoringCase("secret"));
    }

    private static Signal ended(CallLog log, ChainEnd.Outcome outcome) {
        return new Signal.ChainEnded(new ChainEnd(
                new ArchiveDay(log, LocalDate.of(2026, 11, 18)),
                new RunId("019e0c8d4e00a1b2c3"),
                7,
                outcome,
                Instant.parse("2026-11-19T03:30:05.217Z")));
    }
}

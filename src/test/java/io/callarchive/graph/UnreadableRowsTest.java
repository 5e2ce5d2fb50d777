package io.callarchive.graph;

import static io.callarchive.graph.AskedGraph.first;
import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.dayfile.PageNote;
import io.callarchive.local.simulator.Oddity;
import io.callarchive.local.simulator.SimulatorAnswer;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.pages.Page;
import io.callarchive.pages.PageAnswer;
import io.callarchive.pages.PageRequest;
import io.callarchive.retry.Setbacks;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A row that is no JSON: the page is none, until a forced run has asked again in vain. */
class UnreadableRowsTest {
    private static final int ENOUGH = 3;

    private final AskedGraph graph = new AskedGraph(new SimulatedTenant(7, (log, date) -> 300));

    @AfterEach
    void close() {
        graph.close();
    }

    static String[] valuesThatAreNoJson() {
        return new String[] {
            "NaN",
            "-INF",
            "+1",
            "007",
            ".5",
            "5.",
            "\"a\tb\"",
            "\"\\x\"",
            "9".repeat(2_000),
            "[".repeat(1_500) + "]".repeat(1_500),
            // One level less in the row than in the page.
            "[".repeat(998) + "]".repeat(998),
            "{\"" + "n".repeat(60_000) + "\":1}"
        };
    }

    @ParameterizedTest(name = "value {index}")
    @MethodSource("valuesThatAreNoJson")
    void theOtherRowsArePagedAndTheAnswerIsKept(String value) {
        String body = "\uFEFF{\"@odata.count\":3,\"value\":[{\"id\":\"1\"},{\"id\":\"2\",\"x\":" + value
                + "} , {\"id\":\"3\",\"legs\":[{\"value\":[]}]}]}";
        graph.simulator.answer(request -> Optional.of(SimulatorAnswer.json(200, body)));

        Page page = (Page) graph.client.fetch(forced(ENOUGH));

        assertThat(text(page.lines())).isEqualTo("{\"id\":\"1\"}\n{\"id\":\"3\",\"legs\":[{\"value\":[]}]}\n");
        assertThat(page.rows()).isEqualTo(2);
        assertThat(page.notes()).containsExactly(PageNote.INCOMPLETE);
        assertThat(page.aside().orElseThrow().leftOut()).isEqualTo(1);
        assertThat(text(page.aside().orElseThrow().body())).isEqualTo(body);
    }

    @Test
    void withoutForceOrBeforeItWasAskedAgainThereIsNoPage() {
        graph.simulator.answer(request ->
                Optional.of(SimulatorAnswer.json(200, "{\"value\":[{\"id\":\"1\"},{\"id\":\"2\",\"x\":NaN}]}")));

        for (PageRequest request :
                new PageRequest[] {first(CallLog.SMS).again(tries(99), AskedGraph.NOW), forced(ENOUGH - 1)}) {
            PageAnswer.Throttled answer = (PageAnswer.Throttled) graph.client.fetch(request);
            assertThat(answer.problem().code()).isEqualTo("unreadable-answer");
            assertThat(answer.problem().message()).contains("not valid JSON at byte 38 of 41, at row 2");
        }
    }

    @ParameterizedTest(name = "value {index}")
    @MethodSource("valuesThatAreNoJson")
    void byteAndRowAreSaidWhateverIsWrong(String value) {
        String before = "{\"value\":[{\"id\":\"1\"},{\"id\":\"2\",\"x\":";
        graph.simulator.answer(request -> Optional.of(SimulatorAnswer.json(200, before + value + "}]}")));

        PageAnswer.Throttled answer = (PageAnswer.Throttled) graph.client.fetch(forced(0));

        Matcher place = Pattern.compile("byte (\\d+) of \\d+, at row 2$")
                .matcher(answer.problem().message());
        assertThat(place.find()).as(answer.problem().message()).isTrue();
        assertThat(Integer.parseInt(place.group(1))).isBetween(before.length(), before.length() + value.length() + 1);
    }

    @Test
    void aRowWithoutItsBadValueIsNotMadeUp() {
        graph.simulator.answer(
                request -> Optional.of(SimulatorAnswer.json(200, "{\"value\":[{\"id\":\"1\",\"x\":NaN}]}")));

        Page page = (Page) graph.client.fetch(forced(ENOUGH));

        assertThat(page.rows()).isZero();
        assertThat(page.aside().orElseThrow().leftOut()).isEqualTo(1);
    }

    /** What is no JSON beside the rows, what has no end, and what says that it broke off, is no page in any case. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{\"value\":[{\"id\":\"1\"},{\"x\":NaN}]",
                "{\"value\":[{\"id\":\"1\"},{\"x\":NaN},",
                "{\"value\":[{\"id\":\"1\"},{\"x\":NaN}],\"error\":{\"code\":\"A\"}}",
                "{\"error\":{\"code\":\"A\"},\"value\":[{\"x\":NaN}]}",
                "{\"value\":[{\"x\":NaN}],\"@odata.deltaLink\":\"https://a/\"}",
                "{\"value\":[{\"x\":NaN}],\"@odata.nextLink\":7}",
                "{\"value\":[{\"x\":NaN}],\"@odata.nextPage\":\"/getSmsLog(a)\"}",
                "{\"value\":[{\"x\":NaN}]}{}",
                "{\"value\":[{\"id\":\"1\"}],\"@odata.count\":NaN}",
                "{\"value\":[{\"id\":\"1\"},NaN]}",
                "{\"value\":[{\"id\":\"1\"}{\"x\":NaN}]}",
                "{\"value\":[{\"x\":nan}]}",
                "{\"value\":[{\"x\":1,}]}",
                "{\"value\":[{\"x\":'a'}]}"
            })
    void theRestOfAnAnswerIsNoPage(String body) {
        graph.simulator.answer(request -> Optional.of(SimulatorAnswer.json(200, body)));
        assertThat(graph.client.fetch(forced(ENOUGH))).isInstanceOf(PageAnswer.Throttled.class);
    }

    @ParameterizedTest
    @EnumSource
    void forceMakesNoOddAnswerAPage(Oddity oddity) {
        graph.simulator.pageSize(50);
        graph.simulator.answer(request -> Optional.of(oddity.of(graph.simulator.usual(request))));
        PageAnswer answer = graph.client.fetch(forced(ENOUGH));
        assertThat(answer instanceof Page).isEqualTo(oddity.isHarmless());
        if (answer instanceof Page page) {
            assertThat(page.notes()).doesNotContain(PageNote.INCOMPLETE);
        }
    }

    private static PageRequest forced(int tries) {
        Run run = first(CallLog.SMS).run();
        Run forced = new Run(
                run.id(),
                0,
                Reason.BACKFILL,
                1,
                false,
                Optional.of(Instant.parse("2026-11-22T03:30:00Z")),
                false,
                Optional.empty());
        return PageRequest.first(first(CallLog.SMS).day(), forced, 0, AskedGraph.NOW)
                .again(tries(tries), AskedGraph.NOW);
    }

    private static Setbacks tries(int tries) {
        return new Setbacks(tries, 0, 0, 0, Optional.of(AskedGraph.NOW));
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}

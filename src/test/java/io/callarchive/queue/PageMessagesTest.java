package io.callarchive.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.graph.GraphEndpoint;
import io.callarchive.graph.NextLinkRule;
import io.callarchive.json.MalformedJson;
import io.callarchive.pages.ChainHash;
import io.callarchive.pages.CycleMark;
import io.callarchive.pages.PageRequest;
import io.callarchive.retry.Setbacks;
import io.callarchive.testing.Mutations;
import io.callarchive.testing.Runs;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageMessagesTest {
    private static final RunId RUN = new RunId("019e0c8d4e00a1b2c3");
    private static final RunId OLDER = new RunId("019e076700000a0b0c");
    private static final ChainHash READ = new ChainHash("0123456789abcdef01234567");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 18);
    private static final Instant DUE = Instant.parse("2026-11-19T03:30:00Z");
    private static final String LINK =
            "https://graph.microsoft.com/beta/communications/callRecords/getSmsLog(fromDateTime=2026-11-18T00:00:00Z,toDateTime=2026-11-19T00:00:00Z)?$skip=1000";
    private static final ObjectMapper JSON = new ObjectMapper();

    static final List<PageRequest> SHAPES = List.of(
            first(CallLog.DIALOUT),
            request(
                    CallLog.SMS,
                    new Run(
                            RUN,
                            4,
                            Reason.RECHECK,
                            1,
                            true,
                            Optional.of(Instant.parse("2026-11-22T03:30:00Z")),
                            false,
                            Optional.of(OLDER)),
                    0,
                    0,
                    0),
            request(
                    CallLog.SMS,
                    new Run(
                            RUN,
                            0,
                            Reason.GAP,
                            24,
                            false,
                            Optional.of(Instant.parse("2026-11-22T03:30:00Z")),
                            false,
                            Optional.empty()),
                    23,
                    1,
                    0),
            request(
                    CallLog.SMS,
                    new Run(RUN, 1, Reason.REVISIT, 3, true, Optional.empty(), false, Optional.of(OLDER)),
                    1,
                    48_999,
                    9),
            request(CallLog.SMS, run(), 0, 17, Integer.MAX_VALUE));

    private final PageMessages messages =
            new PageMessages(new NextLinkRule(GraphEndpoint.parse("https://graph.microsoft.com/beta")));

    @ParameterizedTest
    @FieldSource("SHAPES")
    void requestComesBackAsItWasSent(PageRequest request) {
        assertThat(messages.read(messages.write(request))).isEqualTo(request);
    }

    @ParameterizedTest
    @EnumSource
    void everyLogAndReasonHasAName(CallLog log) {
        for (Reason reason : EnumSet.complementOf(EnumSet.of(Reason.ERASURE))) {
            Run run = Runs.of(RUN, reason);
            PageRequest request = PageRequest.first(new ArchiveDay(log, DAY), run, 0, DUE);

            assertThat(messages.read(messages.write(request))).isEqualTo(request);
        }
    }

    @Test
    void messageWithTheLongestLinkFitsIntoAQueueMessage() {
        PageRequest request = first(CallLog.SMS)
                .next(LINK + "&$skiptoken=" + "é".repeat(32_000 - LINK.length()), READ, new CycleMark(0, 1, 2), DUE);

        assertThat(messages.write(request).length()).isLessThan(48 * 1024);
        assertThat(messages.read(messages.write(request))).isEqualTo(request);
    }

    @Test
    void messageSaysWhatThePageIs() throws JsonProcessingException {
        JsonNode json = JSON.readTree(messages.write(SHAPES.get(3)));

        assertThat(json.path("version").asInt()).isEqualTo(3);
        assertThat(json.path("log").asText()).isEqualTo("sms");
        assertThat(json.path("date").asText()).isEqualTo("2026-11-18");
        assertThat(json.path("run").asText()).isEqualTo(RUN.hex());
        assertThat(json.path("reason").asText()).isEqualTo("revisit");
        assertThat(json.path("base").asText()).isEqualTo(OLDER.hex());
        assertThat(json.path("nextLink").asText()).isEqualTo(LINK);
        assertThat(json.path("due").asText()).isEqualTo("2026-11-19T03:30:05.217Z");
        assertThat(json).hasSize(18);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "secret",
                "{",
                "{\"version\":1",
                "null",
                "true",
                "7",
                "\"secret\"",
                "[]",
                "[{}]",
                "{}",
                "<secret/>",
                "c2VjcmV0",
                "\uFEFF{}",
                "\u0000"
            })
    void refusesWhatIsNoMessageAtAll(String text) {
        assertThat(objectionTo(text)).contains("page message");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version | 2 | version 3",
                "version | 0 | version 3",
                "version | 1.0 | version",
                "version | '1' | version",
                "version | null | version",
                "log | 'secret' | sms, direct-routing, pstn",
                "log | 'SMS' | sms, direct-routing, pstn",
                "log | null | log",
                "log | 1 | log",
                "date | 'secret' | 2026-11-21",
                "date | '2026-02-30' | 2026-11-21",
                "date | '18.11.2026' | 2026-11-21",
                "date | '2026-11-18T00:00:00Z' | 2026-11-21",
                "date | null | date",
                "date | 20261118 | date",
                "run | 'secret' | 18 lower-case hex digits",
                "run | '019E0C8D4E00A1B2C3' | 18 lower-case hex digits",
                "run | null | run",
                "attempt | 5 | 0..4",
                "attempt | -1 | 0..4",
                "attempt | 'secret' | attempt",
                "attempt | 99999999999 | attempt",
                "reason | 'secret' | nightly, revisit, gap, backfill, recheck",
                "reason | '' | nightly, revisit, gap, backfill, recheck",
                "reason | 'erasure' | reads no page of Graph",
                "reason | null | reason",
                "chains | 0 | 1..24",
                "chains | 25 | 1..24",
                "chains | [3] | chains",
                "settles | 1 | settles",
                "settles | 'true' | settles",
                "settles | null | settles",
                "base | 'secret' | 18 lower-case hex digits",
                "base | '' | 18 lower-case hex digits",
                "base | {} | base",
                "chain | 3 | 0..2",
                "chain | -1 | 0..2",
                "chain | null | chain",
                "page | -1 | 0..48999",
                "page | 49000 | 0..48999",
                "page | '1' | page",
                "page | 1.5 | page",
                "page | 1e0 | page",
                "page | 0 | nextLink",
                "page | 2147483648 | page",
                "nextLink | null | nextLink",
                "nextLink | '' | nextLink",
                "nextLink | 'secret' | nextLink",
                "nextLink | 7 | nextLink",
                "nextLink | 'https://evil.example/secret' | nextLink",
                "nextLink | 'http://169.254.169.254/metadata' | nextLink",
                "nextLink | ['secret'] | nextLink",
                "previous | 'secret' | 24 lower-case hex digits",
                "previous | null | previous",
                "landmark | 'secret' | landmark",
                "landmark | {} | landmark",
                "landmark | {'page':1,'link':2} | landmark",
                "landmark | {'page':1,'link':2,'content':null} | landmark.content",
                "landmark | {'page':1,'link':'2','content':3} | landmark.link",
                "landmark | {'page':1,'link':2,'content':3,'secret':4} | property",
                "landmark | {'page':1,'link':99999999999999999999,'content':3} | landmark.link",
                "setbacks | {\"tries\":-1,\"refusals\":0,\"restarts\":0,\"interruptions\":0,\"since\":null} | must not be negative",
                "setbacks | {\"tries\":1,\"refusals\":0,\"restarts\":0,\"interruptions\":0,\"since\":\"secret\"} | setbacks.since must be a time",
                "setbacks | {\"tries\":1} | setbacks",
                "setbacks | true | setbacks",
                "late | null | late",
                "late | 'true' | late",
                "forcedAt | true | forcedAt",
                "forcedAt | 'secret' | forcedAt must be a time",
                "due | null | due",
                "due | 'secret' | due must be a time",
                "due | '' | due must be a time",
                "due | '2026-11-19' | due must be a time",
                "due | 1795000000 | due"
            },
            quoteCharacter = '`')
    void refusesAWrongValueAndSaysWhatWasExpected(String name, String value, String expected)
            throws JsonProcessingException {
        ObjectNode message = valid();
        message.set(name, JSON.readTree(value.replace('\'', '"')));

        assertThat(objectionTo(message.toString()))
                .contains(expected)
                .doesNotContain("secret", "evil.example", "169.254", "99999999999");
    }

    @Test
    void refusesAMessageThatLacksAnyProperty() throws JsonProcessingException {
        List<String> names = new ArrayList<>();
        valid().fieldNames().forEachRemaining(names::add);
        assertThat(names).hasSize(18);

        for (String name : names) {
            assertThat(objectionTo(valid().without(name).toString()))
                    .as("without %s", name)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"blobName", "blob", "container", "Log", "secret"})
    void refusesAnUnknownProperty(String name) throws JsonProcessingException {
        ObjectNode message = valid();
        message.put(name, "secret/../../elsewhere");

        assertThat(objectionTo(message.toString())).doesNotContain("secret");
    }

    @Test
    void refusesAPropertyGivenTwice() throws JsonProcessingException {
        String message = valid().toString();

        assertThat(objectionTo(message.replaceFirst("\\{", "{\"log\":\"pstn\",")))
                .contains("page message");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "x", "}", ",", "\u0000"})
    void refusesWhatFollowsTheMessage(String more) throws JsonProcessingException {
        assertThat(objectionTo(valid() + more)).contains("page message");
    }

    @ParameterizedTest
    @ValueSource(strings = {"graph.microsoft.com.evil.example", "graph.microsoft.com:8443", "user@graph.microsoft.com"})
    void refusesATamperedLink(String host) throws JsonProcessingException {
        ObjectNode message = valid();
        message.put("nextLink", LINK.replace("graph.microsoft.com", host));

        assertThat(objectionTo(message.toString())).contains("nextLink").doesNotContain("evil", "8443", "user@");
    }

    @Test
    void refusesTheLinkOfAnotherLog() throws JsonProcessingException {
        ObjectNode message = valid();
        message.put("log", "pstn");

        assertThat(objectionTo(message.toString())).contains("getPstnCalls");
    }

    @Test
    void refusesMoreThanAQueueMessageHolds() throws JsonProcessingException {
        ObjectNode message = valid();
        message.put("nextLink", LINK + "s".repeat(70_000));

        assertThat(objectionTo(message.toString())).contains("at most 65536 characters");
        assertThat(objectionTo("[".repeat(60_000))).contains("page message");
        assertThat(objectionTo("{\"a\":".repeat(10_000))).contains("page message");
    }

    @Test
    void anyMutationIsReadOrRefused() {
        long seed = Long.getLong("messages.seed", new Random().nextLong());
        System.out.println("Mutated messages: -Dmessages.seed=" + seed);
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = Mutations.of(messages.write(SHAPES.get(random.nextInt(SHAPES.size()))), random);
            try {
                PageRequest request = messages.read(text);
                assertThat(messages.read(messages.write(request))).isEqualTo(request);
            } catch (MalformedJson e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("mutation " + i + " of seed " + seed + ": " + text, e);
            }
        }
        assertThat(refused).isBetween(10_000, 19_999);
    }

    private String objectionTo(String text) {
        MalformedJson e = catchThrowableOfType(MalformedJson.class, () -> messages.read(text));
        assertThat(e).as("the objection").isNotNull();
        // The host logs the whole chain.
        assertThat(String.valueOf(e.getCause())).doesNotContain("secret", "evil.example");
        return String.valueOf(e.getMessage());
    }

    private ObjectNode valid() throws JsonProcessingException {
        Run run = new Run(RUN, 1, Reason.NIGHTLY, 3, false, Optional.empty(), false, Optional.of(OLDER));
        return (ObjectNode) JSON.readTree(messages.write(request(CallLog.SMS, run, 1, 2, 0)));
    }

    private static PageRequest first(CallLog log) {
        return PageRequest.first(new ArchiveDay(log, DAY), run(), 0, DUE);
    }

    private static Run run() {
        return Runs.of(RUN, Reason.NIGHTLY);
    }

    private static PageRequest request(CallLog log, Run run, int chain, int page, int tries) {
        return new PageRequest(
                new ArchiveDay(log, DAY),
                run,
                new PageRequest.Position(
                        chain,
                        page,
                        page == 0 ? Optional.empty() : Optional.of(LINK),
                        page == 0 ? ChainHash.NONE : READ,
                        page == 0
                                ? Optional.empty()
                                : Optional.of(new CycleMark(page / 2, Long.MIN_VALUE, Long.MAX_VALUE))),
                tries == 0
                        ? Setbacks.NONE
                        : new Setbacks(tries, 2, 1, 1, Optional.of(Instant.parse("2026-11-20T03:30:00Z"))),
                page == 0 ? DUE : DUE.plusMillis(5_217));
    }
}

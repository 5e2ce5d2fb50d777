package io.callarchive.graph;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Window;
import io.callarchive.pages.Page;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageParserTest {
    private static final Window DAY = new ArchiveDay(CallLog.SMS, LocalDate.of(2026, 11, 18)).window();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{ }",
                "{\"a\":null,\"b\":true,\"c\":false,\"d\":\"\",\"e\":0}",
                "{\"n\":[0,-0,0.00,1.10,1e5,1E+5,-1.5e-300,12345678901234567890,0.1234567890123456789]}",
                "{\"callCharge\":0.00,\"duration\":7e0}",
                "{\"s\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\u00E4\\ud83d\\ude00\"}",
                "{\"s\":\"Zoë Müller İstanbul 東京 😀 \u2028\u2029\u007f\"}",
                "{\"Имя\":\"x\",\"\":\"y\",\"\\u0061\":1,\"a b\":2}",
                "{\"a\":{\"b\":[{\"c\":[[],{}]},[[1],[2,[3]]]]}}",
                "{\t\"a\" :  1 ,\t\"b\" : [ 1 , 2 ] }",
                "{\"id\":\"1\",\"id\":\"2\"}",
                "{\"x\":\"\\\"value\\\":[\",\"y\":\"}]}\",\"z\":\"\\\"@odata.nextLink\\\":\\\"http://a\\\"\"}",
                "{\"value\":[{\"value\":[]}],\"@odata.nextLink\":\"https://evil.example\",\"@odata.count\":3}"
            })
    void keepsARowByteForByte(String row) throws UnreadableAnswer {
        Page page = parse("{\"@odata.count\":2,\"value\":[" + row + ",{\"id\":\"last\"}]}");

        assertThat(text(page)).isEqualTo(row + "\n{\"id\":\"last\"}\n");
        assertThat(page.rows()).isEqualTo(2);
        assertThat(page.nextLink()).isEmpty();
    }

    @Test
    void lineBreaksBetweenTokensBecomeSpacesOneByOne() throws UnreadableAnswer {
        Page page = parse("{\r\n\"value\"\n:\r[\n {\r\n\"a\"\n:\r\n[1,\n2]\r}\r\n,\n{\"b\":\n\n\"x\"}\n]\n}\n");

        assertThat(text(page)).isEqualTo("{  \"a\" :  [1, 2] }\n{\"b\":  \"x\"}\n");
    }

    @Test
    void escapedLineBreaksStay() throws UnreadableAnswer {
        assertThat(text(parse("{\"value\":[{\"a\":\"1\\r\\n2\\u000a3\"}]}")))
                .isEqualTo("{\"a\":\"1\\r\\n2\\u000a3\"}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"value\":[{\"id\":1}],\"@odata.nextLink\":\"https://a/?$skip=1\"}",
                "{\"@odata.nextLink\":\"https://a/?$skip=1\",\"value\":[{\"id\":1}]}",
                "{\"@odata.NextLink\":\"https:\\/\\/a\\/?$skip=1\",\"value\":[{\"id\":1}]}",
                "{\"value\":[{\"id\":1}],\"@ODATA.NEXTLINK\":\"https://a/?\\u0024skip=1\"}",
                "{\"@odata.nextLink\":\"https://a/?$skip=1\",\"value\":[{\"id\":1}],\"@odata.NextLink\":\"https://a/?$skip=1\"}",
                "{\"x\":{\"value\":[{\"id\":9}],\"@odata.nextLink\":\"b\"},\"value\":[{\"id\":1}],\"@odata.nextLink\":\"https://a/?$skip=1\"}"
            })
    void nextLinkStandsBeforeOrAfterTheRowsInAnySpelling(String body) throws UnreadableAnswer {
        Page page = parse(body);

        assertThat(page.nextLink()).contains("https://a/?$skip=1");
        assertThat(text(page)).isEqualTo("{\"id\":1}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"value\":[]}",
                "{\"value\":[],\"@odata.nextLink\":null}",
                "{\"@odata.context\":\"x\",\"@odata.count\":0,\"value\":[ ]}"
            })
    void emptyPageHasNoLines(String body) throws UnreadableAnswer {
        Page page = parse(body);

        assertThat(page.rows()).isZero();
        assertThat(page.lines().hasRemaining()).isFalse();
        assertThat(page.nextLink()).isEmpty();
        assertThat(page.times().first()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "7",
                "{}",
                "{\"value\":null}",
                "{\"value\":{}}",
                "{\"value\":[]}x",
                "{\"value\":[]} {}",
                "{\"value\":[]},",
                "{\"value\":[{}],\"value\":[{}]}",
                "{\"value\":[{},]}",
                "{\"value\":[{}{}]}",
                "{\"value\":[,{}]}",
                "{\"value\":[{\"a\":NaN}]}",
                "{\"value\":[{\"a\":Infinity}]}",
                "{\"value\":[{\"a\":+1}]}",
                "{\"value\":[{\"a\":01}]}",
                "{\"value\":[{\"a\":.5}]}",
                "{\"value\":[{\"a\":1.}]}",
                "{\"value\":[{'a':1}]}",
                "{\"value\":[{a:1}]}",
                "{\"value\":[{\"a\":1,}]}",
                "{\"value\":[{\"a\":\"\t\"}]}",
                "{\"value\":[{\"a\":\"1\n2\"}]}",
                "{\"value\":[{\"a\":\"\\x\"}]}",
                "{\"value\":[{\"a\":\"\\u12\"}]}",
                "{\"value\":[/* none */]}",
                "{\"value\":[]}//",
                "{\"value\":[{}],\"@odata.nextLink\":{}}",
                "{\"value\":[{}],\"@odata.nextLink\":\" \"}"
            })
    void everythingElseIsUnreadable(String body) {
        assertThat(objectionTo(body.getBytes(UTF_8))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00c0\u00af", // an overlong slash
                "\u00e0\u0080\u00af", // an overlong slash of three bytes
                "\u00ed\u00a0\u0080", // a lone high surrogate
                "\u00ed\u00bf\u00bf", // a lone low surrogate
                "\u00e4", // Latin-1
                "\u00e2\u0082", // the euro sign without its last byte
                "\u00f0\u009f\u0098", // a face without its last byte
                "\u0080", // a continuation of nothing
                "\u00f5\u0080\u0080\u0080", // beyond Unicode
                "\u00ff"
            })
    void textThatIsNotUtf8IsUnreadable(String latin1) {
        assertThat(objectionTo(("{\"value\":[{\"a\":\"" + latin1 + "\"}]}").getBytes(ISO_8859_1)))
                .contains("UTF-8");
        assertThat(objectionTo(("{\"value\":[{\"" + latin1 + "\":1}]}").getBytes(ISO_8859_1)))
                .contains("UTF-8");
        assertThat(objectionTo(("{\"" + latin1 + "\":1,\"value\":[]}").getBytes(ISO_8859_1)))
                .contains("UTF-8");
    }

    @Test
    void utf16IsUnreadable() {
        assertThat(objectionTo("{\"value\":[]}".getBytes(UTF_16BE))).isNotEmpty();
    }

    @Test
    void rowsMayBeNestedDeeplyButNotWithoutEnd() throws UnreadableAnswer {
        String row = "{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}";

        assertThat(text(parse("{\"value\":[" + row + "]}"))).isEqualTo(row + "\n");
        assertThat(objectionTo(("{\"value\":[{\"a\":" + "[".repeat(100_000)).getBytes(UTF_8)))
                .isNotEmpty();
        assertThat(objectionTo("[".repeat(100_000).getBytes(UTF_8))).isNotEmpty();
    }

    @Test
    void longNumbersAndStringsStay() throws UnreadableAnswer {
        String row = "{\"n\":" + "9".repeat(900) + ",\"s\":\"" + "x".repeat(100_000) + "\"}";

        assertThat(text(parse("{\"value\":[" + row + "]}"))).isEqualTo(row + "\n");
    }

    @Test
    void numberWithoutEndIsUnreadable() {
        assertThat(objectionTo(("{\"value\":[{\"n\":" + "9".repeat(3_000) + "}]}").getBytes(UTF_8)))
                .isNotEmpty();
    }

    @Test
    void noPartOfAPageIsAPage() throws UnreadableAnswer {
        byte[] body =
                ("{\"@odata.context\":\"x\",\"@odata.count\":2,\"@odata.nextLink\":\"https://a/?$skip=2\",\"value\":["
                                + "{\"id\":\"ä😀\",\"sentDateTime\":\"2026-11-18T10:00:00Z\",\"n\":[0.00,{}]},\r\n {\"id\":null}]}")
                        .getBytes(UTF_8);

        for (int length = 0; length < body.length; length++) {
            assertThat(objectionTo(Arrays.copyOf(body, length)))
                    .as("%d of %d bytes", length, body.length)
                    .isNotEmpty();
        }
        assertThat(PageParser.parse(body, CallLog.SMS, DAY, false).rows()).isEqualTo(2);
    }

    @Test
    void messageTellsNothingOfTheBody() {
        for (String body : List.of(
                "{\"value\":[{\"name\":\"secret\",}]}",
                "{\"value\":[{\"name\":\"secret\" secret}]}",
                "{\"value\":[secret]}",
                "{\"value\":[\"secret\"]}",
                "{\"value\":\"secret\"}",
                "{\"value\":[],\"@odata.nextLink\":\"secret\",\"@odata.NextLink\":\"secret too\"}",
                "\"secret\"",
                "secret",
                "{\"value\":[]} secret",
                "{\"value\":[{\"secret\":\"\u0001\"}]}",
                "{\"secret\":[]}")) {
            assertThat(objectionTo(body.getBytes(UTF_8))).as("the message").doesNotContain("secret");
        }
    }

    @Test
    void rowAtTheUpperBoundIsDroppedAndCounted() throws UnreadableAnswer {
        Page page = parse(rows("2026-11-18T23:59:59.9999999Z", "2026-11-19T00:00:00Z", "2026-11-19T00:00:00.0000000Z"));

        assertThat(text(page)).isEqualTo("{\"sentDateTime\":\"2026-11-18T23:59:59.9999999Z\"}\n");
        assertThat(page.rows()).isEqualTo(1);
        assertThat(page.times().atBound()).isEqualTo(2);
        assertThat(page.times().outside()).isZero();
    }

    @Test
    void rowOutsideTheWindowIsKeptAndCounted() throws UnreadableAnswer {
        Page page = parse(rows(
                "0001-01-01T00:00:00Z",
                "2026-11-17T23:59:59.9Z",
                "2026-11-18T00:00:00Z",
                "2026-11-19T00:00:01Z",
                "9999-12-31T23:59:59Z"));

        assertThat(page.rows()).isEqualTo(5);
        assertThat(page.times().outside()).isEqualTo(4);
        assertThat(page.times().atBound()).isZero();
        assertThat(page.times().first()).contains(Instant.parse("0001-01-01T00:00:00Z"));
        assertThat(page.times().last()).contains(Instant.parse("9999-12-31T23:59:59Z"));
    }

    @Test
    void firstAndLastTimeDoNotDependOnTheOrder() throws UnreadableAnswer {
        Page page = parse(
                rows("2026-11-18T12:00:00.5Z", "2026-11-18T03:00:00Z", "2026-11-18T15:00:00Z", "2026-11-18T09:00:00Z"));

        assertThat(page.times().first()).contains(Instant.parse("2026-11-18T03:00:00Z"));
        assertThat(page.times().last()).contains(Instant.parse("2026-11-18T15:00:00Z"));
    }

    @Test
    void timesWithOffsetsAreUnderstood() throws UnreadableAnswer {
        Page page = parse(rows("2026-11-18T01:00:00+01:00", "2026-11-18T19:00:00-05:00", "2026-11-18T18:59:59-05:00"));

        assertThat(page.times().atBound()).isEqualTo(1);
        assertThat(page.rows()).isEqualTo(2);
        assertThat(page.times().first()).contains(Instant.parse("2026-11-18T00:00:00Z"));
        assertThat(page.times().last()).contains(Instant.parse("2026-11-18T23:59:59Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"sentDateTime\":null}",
                "{\"sentDateTime\":\"\"}",
                "{\"sentDateTime\":\"yesterday\"}",
                "{\"sentDateTime\":\"2026-11-19\"}",
                "{\"sentDateTime\":\"2026-11-19T00:00:00\"}",
                "{\"sentDateTime\":\"2026-13-19T00:00:00Z\"}",
                "{\"sentDateTime\":1763596800}",
                "{\"sentDateTime\":{\"value\":\"2026-11-19T00:00:00Z\"}}",
                "{\"sentDateTime\":[\"2026-11-19T00:00:00Z\"]}",
                "{\"SentDateTime\":\"2026-11-19T00:00:00Z\"}",
                "{\"startDateTime\":\"2026-11-19T00:00:00Z\"}",
                "{\"x\":{\"sentDateTime\":\"2026-11-19T00:00:00Z\"}}"
            })
    void rowWithoutATimeIsKept(String row) throws UnreadableAnswer {
        Page page = parse("{\"value\":[" + row + "]}");

        assertThat(text(page)).isEqualTo(row + "\n");
        assertThat(page.times().first()).isEmpty();
        assertThat(page.times().outside()).isZero();
        assertThat(page.times().atBound()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "SMS,sentDateTime,1",
        "DIRECT_ROUTING,startDateTime,1",
        "PSTN,startDateTime,1",
        "BLOCKED_USERS,blockDateTime,1",
        "DIALOUT,startDateTime,0"
    })
    void eachLogHasItsOwnTime(CallLog log, String field, int atBound) throws UnreadableAnswer {
        byte[] body = ("{\"value\":[{\"" + field + "\":\"2026-11-19T00:00:00Z\"}]}").getBytes(UTF_8);

        assertThat(PageParser.parse(body, log, DAY, false).times().atBound()).isEqualTo(atBound);
    }

    @Test
    void anyRowsComeOutAsTheyWentIn() throws UnreadableAnswer {
        long seed = Long.getLong("parser.seed", new Random().nextLong());
        System.out.println("Random pages: -Dparser.seed=" + seed);
        RandomPages pages = new RandomPages(new Random(seed));
        int rows = 0;
        for (int i = 0; i < 300; i++) {
            RandomPages.Sent sent = pages.next();
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            sent.rows().forEach(row -> expected.writeBytes((row + "\n").getBytes(UTF_8)));

            Page page = parse(sent.body());

            assertThat(bytes(page)).as("page %d of seed %d", i, seed).isEqualTo(expected.toByteArray());
            assertThat(page.rows()).isEqualTo(sent.rows().size());
            assertThat(page.nextLink()).isEqualTo(sent.nextLink());
            rows += page.rows();
        }
        assertThat(rows).isGreaterThan(3_000);
    }

    private static String rows(String... times) {
        return "{\"value\":["
                + String.join(
                        ",",
                        Arrays.stream(times)
                                .map(time -> "{\"sentDateTime\":\"" + time + "\"}")
                                .toList())
                + "]}";
    }

    private static Page parse(String body) throws UnreadableAnswer {
        return PageParser.parse(body.getBytes(UTF_8), CallLog.SMS, DAY, false);
    }

    private static String objectionTo(byte[] body) {
        UnreadableAnswer e =
                catchThrowableOfType(UnreadableAnswer.class, () -> PageParser.parse(body, CallLog.SMS, DAY, false));
        assertThat(e).as("the objection").isNotNull();
        return String.valueOf(e.getMessage());
    }

    private static String text(Page page) {
        return new String(bytes(page), UTF_8);
    }

    private static byte[] bytes(Page page) {
        byte[] bytes = new byte[page.lines().remaining()];
        page.lines().duplicate().get(bytes);
        return bytes;
    }
}

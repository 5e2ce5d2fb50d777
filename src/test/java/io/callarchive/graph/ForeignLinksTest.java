package io.callarchive.graph;

import static io.callarchive.graph.AskedGraph.first;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.callarchive.CallLog;
import io.callarchive.local.simulator.GraphSimulator;
import io.callarchive.local.simulator.SimulatorAnswer;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.pages.Page;
import io.callarchive.pages.PageAnswer;
import io.callarchive.testing.AdjustableClock;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A nextLink to any other place is refused when it arrives and again when it is to be followed. In the links, GRAPH
 * stands for host and port of the Graph that is asked, ELSEWHERE for those of another server.
 */
class ForeignLinksTest {
    private static final String FUNCTION =
            "getSmsLog(fromDateTime=2026-11-18T00:00:00Z,toDateTime=2026-11-19T00:00:00Z)";

    private final AskedGraph graph = new AskedGraph(new SimulatedTenant(7));
    private final GraphSimulator elsewhere =
            new GraphSimulator(new SimulatedTenant(8), new AdjustableClock(AskedGraph.NOW));

    @AfterEach
    void close() {
        graph.close();
        elsewhere.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ELSEWHERE/beta/communications/callRecords/FUNCTION",
                "http://GRAPH@ELSEWHERE/beta/communications/callRecords/FUNCTION",
                "http://user:secret@GRAPH/beta/communications/callRecords/FUNCTION",
                "http://GRAPH.evil.example/beta/communications/callRecords/FUNCTION",
                "http://localhost/beta/communications/callRecords/FUNCTION",
                "http://127.0.0.1/beta/communications/callRecords/FUNCTION",
                "https://GRAPH/beta/communications/callRecords/FUNCTION",
                "ftp://GRAPH/beta/communications/callRecords/FUNCTION",
                "http://GRAPH/beta/communications/callRecords/getPstnCalls(from=2026-11-18,to=2026-11-19)",
                "http://GRAPH/v1.0/communications/callRecords/FUNCTION",
                "http://GRAPH/beta/users",
                "http://GRAPH/beta/elsewhere/communications/callRecords/FUNCTION",
                "http://GRAPH/beta/communications/callRecords/FUNCTION/../../../users",
                "http://GRAPH/beta/communications/callRecords/x/../FUNCTION",
                "http://GRAPH/beta/communications/callRecords%2FFUNCTION",
                "http://GRAPH/beta/communications/callRecords/getSmsLog(a%2F..%2F..)",
                "http://GRAPH//ELSEWHERE/beta/communications/callRecords/FUNCTION",
                "//ELSEWHERE/beta/communications/callRecords/FUNCTION",
                "http:beta",
                "http://GRAPH/beta/communications/callRecords/FUNCTION?$skip=1000#more",
                "http://GRAPH\\\\@ELSEWHERE/beta/communications/callRecords/FUNCTION",
                "LONG"
            })
    void refusesNextLinkToAnotherPlace(String form) {
        String link = link(form);
        graph.simulator.answer(request -> Optional.of(SimulatorAnswer.json(
                200, "{\"value\":[{\"id\":\"1\"}],\"@odata.nextLink\":\"" + link.replace("\\", "\\\\") + "\"}")));

        PageAnswer answer = graph.client.fetch(first(CallLog.SMS));

        assertThat(answer).isInstanceOf(PageAnswer.Refused.class);
        assertThat(((PageAnswer.Refused) answer).problem().code()).isEqualTo("foreign-link");
        assertThat(((PageAnswer.Refused) answer).problem().message()).doesNotContain("secret", "evil.example");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph.client.fetch(AskedGraph.after(first(CallLog.SMS), link)));
        assertThat(graph.simulator.requests()).hasSize(1);
        assertThat(elsewhere.requests()).isEmpty();
    }

    /** The query is opaque, and a relative link is one: RFC 3986, section 5. What java.net.URI refuses is escaped. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "/beta/communications/callRecords/FUNCTION?$skip=1000 ~ $skip=1000",
                "?$skip=1000 ~ $skip=1000",
                "http://GRAPH/beta/communications/callRecords/FUNCTION?$skip={1000} ~ $skip=%7B1000%7D",
                "http://GRAPH/beta/communications/callRecords/FUNCTION?a=1000 rows ~ a=1000%20rows",
                "http://GRAPH/beta/communications/callRecords/FUNCTION?t=[{|é%20 ~ t=%5B%7B%7C%C3%A9%20"
            })
    void followsALinkThatNeedsCare(String form, String query) {
        String link = link(form);
        graph.simulator.answer(request -> Optional.of(
                SimulatorAnswer.json(200, "{\"value\":[{\"id\":\"1\"}],\"@odata.nextLink\":\"" + link + "\"}")));

        Page page = (Page) graph.client.fetch(first(CallLog.SMS));

        URI following = URI.create(page.nextLink().orElseThrow());
        assertThat(following.getRawAuthority())
                .isEqualTo(graph.simulator.endpoint().getAuthority());
        assertThat(following.getRawQuery()).isEqualTo(query);
        assertThat(graph.client.fetch(AskedGraph.after(first(CallLog.SMS), following.toString())))
                .isInstanceOf(Page.class);
        assertThat(graph.simulator.requests().get(1).uri().getRawQuery()).isEqualTo(query);
    }

    private String link(String form) {
        String link = form.equals("LONG")
                ? "http://GRAPH/beta/communications/callRecords/FUNCTION?$skiptoken="
                        + "s".repeat(NextLinkRule.MAX_LENGTH)
                : form;
        return link.replace("ELSEWHERE", elsewhere.endpoint().getAuthority())
                .replace("GRAPH", graph.simulator.endpoint().getAuthority())
                .replace("FUNCTION", FUNCTION);
    }
}

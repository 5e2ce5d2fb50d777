package io.callarchive.graph;

import static io.callarchive.graph.AskedGraph.DAY;
import static io.callarchive.graph.AskedGraph.chains;
import static io.callarchive.graph.AskedGraph.first;
import static io.callarchive.graph.AskedGraph.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.CallLog;
import io.callarchive.local.simulator.SimulatorRequest;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.pages.Page;
import io.callarchive.pages.PageRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The five logs of a simulated tenant, read with the real client over HTTP. */
class GraphClientTest {
    private AskedGraph graph = new AskedGraph(new SimulatedTenant(7));

    @AfterEach
    void close() {
        graph.close();
    }

    @ParameterizedTest
    @EnumSource
    void pagesHoldTheBytesOfTheDaysRows(CallLog log) {
        graph.simulator.pageSize(log == CallLog.DIALOUT || log == CallLog.BLOCKED_USERS ? 4 : 250);

        List<Page> pages = graph.chain(first(log));

        assertThat(pages).hasSizeGreaterThan(1);
        assertThat(lines(pages)).isEqualTo(graph.linesOfDay(log));
        assertThat(rows(pages)).isEqualTo(graph.tenant.rows(log, DAY).size());
    }

    @ParameterizedTest
    @EnumSource
    void rowAtTheUpperBoundIsLeftToTheNextWindow(CallLog log) {
        boolean mayComeTwice = log != CallLog.DIRECT_ROUTING && log != CallLog.DIALOUT;

        List<Page> pages = graph.chain(first(log));

        assertThat(atBound(pages)).isEqualTo(mayComeTwice ? 1 : 0);
        assertThat(pages).allSatisfy(page -> assertThat(page.times().outside()).isZero());
    }

    @ParameterizedTest
    @CsvSource({"SMS,2", "SMS,24", "PSTN,3", "PSTN,7", "DIRECT_ROUTING,5", "DIRECT_ROUTING,24", "BLOCKED_USERS,24"})
    void severalChainsCoverTheDayWithoutLossAndRepetition(CallLog log, int chains) {
        graph.simulator.pageSize(100);
        List<Page> pages = new ArrayList<>();

        chains(log, chains).forEach(chain -> pages.addAll(graph.chain(chain)));

        assertThat(lines(pages)).isEqualTo(graph.linesOfDay(log));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SMS", "DIRECT_ROUTING", "PSTN", "BLOCKED_USERS"})
    void timesOfTheRowsSpanTheDay(CallLog log) {
        List<Page> pages = graph.chain(first(log));

        Page page = pages.get(0);
        assertThat(page.times().first()).contains(Instant.parse("2026-11-18T00:00:00Z"));
        assertThat(pages.get(pages.size() - 1).times().last().orElseThrow())
                .isBetween(Instant.parse("2026-11-18T23:59:59Z"), Instant.parse("2026-11-18T23:59:59.9999999Z"));
    }

    @Test
    void reportWithoutTimesTellsNone() {
        Page page = graph.chain(first(CallLog.DIALOUT)).get(0);

        assertThat(page.times().first()).isEmpty();
        assertThat(page.times().last()).isEmpty();
    }

    @Test
    void emptyPageWithNextLinkIsNotTheEnd() {
        List<Page> pages = graph.chain(first(CallLog.DIRECT_ROUTING));

        assertThat(pages.get(1).rows()).isZero();
        assertThat(pages.get(1).lines().remaining()).isZero();
        assertThat(pages.get(1).nextLink()).isPresent();
        assertThat(pages).extracting(Page::rows).containsExactly(1_000, 0, 1_000, 1_000, 421);
    }

    @Test
    void dayWithoutRowsIsOneEmptyPage() {
        tenantOf(0);

        List<Page> pages = graph.chain(first(CallLog.SMS));

        assertThat(pages).hasSize(1);
        assertThat(pages.get(0).rows()).isZero();
        assertThat(pages.get(0).nextLink()).isEmpty();
    }

    @Test
    void pageOfOneRow() {
        tenantOf(3);
        graph.simulator.pageSize(1);

        List<Page> pages = graph.chain(first(CallLog.DIALOUT));

        assertThat(pages).extracting(Page::rows).containsExactly(1, 1, 1);
        assertThat(lines(pages)).isEqualTo(graph.linesOfDay(CallLog.DIALOUT));
    }

    @ParameterizedTest
    @EnumSource
    void pageOfTenThousandRows(CallLog log) {
        tenantOf(10_000);
        graph.simulator.pageSize(20_000);

        List<Page> pages = graph.chain(first(log));

        assertThat(pages).extracting(Page::rows).containsExactly(10_000);
        assertThat(lines(pages)).isEqualTo(graph.linesOfDay(log));
    }

    @Test
    void eachPageCostsOneRequestWithTokenAndAnIdOfItsOwn() {
        graph.simulator.pageSize(100);

        List<Page> pages = graph.chain(first(CallLog.SMS));

        List<SimulatorRequest> requests = graph.simulator.requests();
        assertThat(requests).hasSameSizeAs(pages).hasSize(5);
        assertThat(requests).allMatch(SimulatorRequest::hasToken).allMatch(request -> request.status() == 200);
        assertThat(requests)
                .extracting(request -> UUID.fromString(request.clientRequestId().orElseThrow()))
                .doesNotHaveDuplicates();
    }

    @Test
    void windowAskedForIsTheChains() {
        PageRequest second = chains(CallLog.SMS, 4).get(1);

        graph.client.fetch(second);

        SimulatorRequest request = graph.simulator.requests().get(0);
        assertThat(request.log()).contains(CallLog.SMS);
        assertThat(request.from()).contains(Instant.parse("2026-11-18T06:00:00Z"));
        assertThat(request.to()).contains(Instant.parse("2026-11-18T12:00:00Z"));
        assertThat(request.uri().getRawPath()).endsWith("Z)");
    }

    @Test
    void linkOfThirtyKilobytesIsFollowed() {
        graph.simulator.pageSize(100);
        String link = graph.function(CallLog.SMS) + "?$skiptoken=" + "s".repeat(30_000) + "&$skip=100";

        Page page = (Page) graph.client.fetch(AskedGraph.after(first(CallLog.SMS), link));

        assertThat(page.rows()).isEqualTo(100);
        assertThat(graph.simulator.requests().get(0).skip()).isEqualTo(100);
        assertThat(graph.simulator.requests().get(0).uri().getRawQuery()).hasSizeGreaterThan(30_000);
    }

    @Test
    void followsTheLinkByteForByte() {
        String link = graph.function(CallLog.PSTN) + "?$skiptoken=a%2Fb%7B1%7D%20%25+c;d,e=(1)&$skip=0";

        Page page = (Page) graph.client.fetch(AskedGraph.after(first(CallLog.PSTN), link));

        assertThat(page.rows()).isEqualTo(graph.tenant.rows(CallLog.PSTN, DAY).size());
        assertThat(graph.simulator.requests().get(0).uri().getRawQuery())
                .isEqualTo(link.substring(link.indexOf('?') + 1));
    }

    private void tenantOf(int rows) {
        graph.close();
        graph = new AskedGraph(new SimulatedTenant(7, (log, day) -> day.equals(DAY) ? rows : 0));
    }

    private static int rows(List<Page> pages) {
        return pages.stream().mapToInt(Page::rows).sum();
    }

    private static int atBound(List<Page> pages) {
        return pages.stream().mapToInt(page -> page.times().atBound()).sum();
    }
}

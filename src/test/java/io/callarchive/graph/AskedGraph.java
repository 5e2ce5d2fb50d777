package io.callarchive.graph;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.local.simulator.GraphSimulator;
import io.callarchive.local.simulator.IdentityEndpoint;
import io.callarchive.local.simulator.SimulatorAnswer;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.pages.ChainHash;
import io.callarchive.pages.CycleMark;
import io.callarchive.pages.Page;
import io.callarchive.pages.PageAnswer;
import io.callarchive.pages.PageRequest;
import io.callarchive.testing.AdjustableClock;
import io.callarchive.testing.Runs;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The real client and the simulator that it asks over HTTP. */
final class AskedGraph implements AutoCloseable {
    static final LocalDate DAY = LocalDate.of(2026, 11, 18);
    static final Instant NOW = Instant.parse("2026-11-20T03:30:00Z");
    private static final RunId RUN = new RunId("019e0c8d4e00a1b2c3");
    private static final int MORE_PAGES_THAN_ANY_TEST_HAS = 100;

    final SimulatedTenant tenant;
    final GraphSimulator simulator;
    final GraphEndpoint endpoint;
    final GraphClient client;
    final IdentityEndpoint identity;

    AskedGraph(SimulatedTenant tenant) {
        AdjustableClock clock = new AdjustableClock(NOW);
        this.tenant = tenant;
        this.simulator = new GraphSimulator(tenant, clock);
        simulator.withoutLimits();
        this.identity = new IdentityEndpoint(clock);
        this.endpoint = GraphEndpoint.parse(simulator.endpoint().toString());
        this.client = clientOf(endpoint);
    }

    /** A client that asks there, with the same identity. */
    GraphClient clientOf(GraphEndpoint other) {
        TokenCredential credential = request -> Mono.just(new AccessToken(
                identity.token("https://graph.microsoft.com"), OffsetDateTime.ofInstant(NOW, ZoneOffset.UTC)));
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        return new GraphClient(other, credential, clock, UUID::randomUUID);
    }

    static PageRequest first(CallLog log) {
        return chains(log, 1).get(0);
    }

    static List<PageRequest> chains(CallLog log, int chains) {
        Run run = Runs.inChains(chains, RUN, Reason.NIGHTLY);
        return PageRequest.firstPages(new ArchiveDay(log, DAY), run, NOW);
    }

    static PageRequest after(PageRequest request, String nextLink) {
        return request.next(nextLink, ChainHash.NONE, new CycleMark(0, 0, 0), NOW);
    }

    /** All pages of a chain, along its nextLinks. */
    List<Page> chain(PageRequest first) {
        List<Page> pages = new ArrayList<>();
        PageRequest request = first;
        while (pages.size() < MORE_PAGES_THAN_ANY_TEST_HAS) {
            if (!(client.fetch(request) instanceof Page page)) {
                throw new AssertionError("no page but a trouble after " + pages.size() + " pages");
            }
            pages.add(page);
            if (page.nextLink().isEmpty()) {
                return pages;
            }
            request = after(request, page.nextLink().get());
        }
        throw new AssertionError("the chain does not end");
    }

    /** The client's answer when the simulator says that. */
    PageAnswer told(SimulatorAnswer answer) {
        simulator.answer(request -> Optional.of(answer));
        return client.fetch(first(CallLog.SMS));
    }

    URI function(CallLog log) {
        return URI.create(simulator.endpoint() + "/communications/callRecords/" + log.graphFunction()
                + "(fromDateTime=2026-11-18T00:00:00Z,toDateTime=2026-11-19T00:00:00Z)");
    }

    /** The day as the file has it: each row on a line. */
    byte[] linesOfDay(CallLog log) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (byte[] line : tenant.lines(log, DAY)) {
            lines.writeBytes(line);
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    static byte[] lines(List<Page> pages) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        pages.forEach(page -> lines.writeBytes(bytes(page.lines())));
        return lines.toByteArray();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    @Override
    public void close() {
        simulator.close();
        identity.close();
    }
}

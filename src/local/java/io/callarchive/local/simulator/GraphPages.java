package io.callarchive.local.simulator;

import io.callarchive.CallLog;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.local.tenant.TenantRow;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** The rows of a window cut into Graph's pages, with the oddities of its paging. */
record GraphPages(SimulatedTenant tenant, URI endpoint, int pageSize, boolean withEmptyPage) {
    /** microsoft-graph-docs: a window wider than that is answered 406. */
    private static final Duration WIDEST = Duration.ofDays(90);

    GraphPages {
        if (pageSize < 1) {
            throw new IllegalArgumentException("A page has a row at least, not " + pageSize);
        }
    }

    SimulatorAnswer page(SimulatorRequest request, CallLog log, Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return SimulatorAnswer.error(request, 400, "BadRequest", "The window ends before it begins.");
        }
        if (Duration.between(from, to).compareTo(WIDEST) > 0) {
            return SimulatorAnswer.error(request, 406, "NotAcceptable", "The window is wider than 90 days.");
        }
        List<TenantRow> rows = tenant.window(log, from, to, log != CallLog.DIRECT_ROUTING);
        int ghosts = withEmptyPage && log == CallLog.DIRECT_ROUTING && rows.size() > pageSize ? pageSize : 0;
        int end = (int) Math.min(Integer.MAX_VALUE, (long) request.skip() + pageSize);
        String nextLink = end < rows.size() + ghosts ? GraphPath.nextLink(endpoint, log, from, to, end) : "";
        return SimulatorAnswer.json(200, body(log, slice(rows, ghosts, request.skip(), end), nextLink));
    }

    /** An empty page comes of rows that are counted for the paging and hidden afterwards: here, the second page's. */
    private List<TenantRow> slice(List<TenantRow> rows, int ghosts, int from, int to) {
        return IntStream.range(from, (int) Math.min(to, (long) rows.size() + ghosts))
                .filter(place -> place < pageSize || place >= pageSize + ghosts)
                .mapToObj(place -> rows.get(place < pageSize ? place : place - ghosts))
                .toList();
    }

    private byte[] body(CallLog log, List<TenantRow> rows, String nextLink) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        write(
                body,
                "{\"@odata.context\":\"" + endpoint + "/$metadata#Collection(microsoft.graph.callRecords."
                        + rowType(log) + ")\",\"@odata.count\":" + rows.size());
        if (!nextLink.isEmpty()) {
            write(body, ",\"" + linkProperty(log) + "\":\"" + nextLink + "\"");
        }
        write(body, ",\"value\":[");
        String separator = "";
        for (TenantRow row : rows) {
            write(body, separator);
            body.writeBytes(row.json());
            separator = log == CallLog.BLOCKED_USERS ? ",\r\n        " : ",";
        }
        write(body, "]}");
        return body.toByteArray();
    }

    /** One page of the documentation has a capital N. */
    private static String linkProperty(CallLog log) {
        return log == CallLog.DIALOUT ? "@odata.NextLink" : "@odata.nextLink";
    }

    private static String rowType(CallLog log) {
        return switch (log) {
            case SMS -> "smsLogRow";
            case DIRECT_ROUTING -> "directRoutingLogRow";
            case PSTN -> "pstnCallLogRow";
            case BLOCKED_USERS -> "pstnBlockedUsersLogRow";
            case DIALOUT -> "pstnOnlineMeetingDialoutReport";
        };
    }

    private static void write(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}

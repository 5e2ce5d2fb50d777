package io.callarchive.graph;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.graph.beta.communications.callrecords.microsoftgraphcallrecordsgetdirectroutingcallswithfromdatetimewithtodatetime.GetDirectRoutingCallsWithFromDateTimeWithToDateTimeGetResponse;
import com.microsoft.graph.beta.communications.callrecords.microsoftgraphcallrecordsgetsmslogwithfromdatetimewithtodatetime.GetSmsLogWithFromDateTimeWithToDateTimeGetResponse;
import com.microsoft.kiota.serialization.JsonParseNodeFactory;
import com.microsoft.kiota.serialization.JsonSerializationWriter;
import com.microsoft.kiota.serialization.Parsable;
import com.microsoft.kiota.serialization.ParseNode;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.lake.BlobLake;
import io.callarchive.lake.LakeStores;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.pages.PageRequest;
import io.callarchive.pages.Staging;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a page of 1,000 rows costs the processor: from the bytes of the answer to the block that is uploaded, compared
 * with compressing the rows alone, which no way can save, and with the SDK's typed objects.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PageBenchmark {
    static final int ROWS = 1_000;
    private static final int GZIP_LEVEL = 6;
    private static final LocalDate DAY = LocalDate.of(2026, 11, 18);
    private static final RunId RUN = new RunId("019e0c8d4e00a1b2c3");

    @Param({"SMS", "DIRECT_ROUTING"})
    private CallLog log;

    private PageRequest request;
    private Staging staging;
    private byte[] body;
    private byte[] received;
    private byte[] lines;
    private byte[] out;

    @Setup
    public void makePage() throws IOException, UnreadableAnswer {
        SimulatedTenant tenant = new SimulatedTenant(7, (anyLog, anyDay) -> ROWS);
        ArchiveDay day = new ArchiveDay(log, DAY);
        Run run = new Run(RUN, 0, Reason.NIGHTLY, 1, false, Optional.empty(), false, Optional.empty());
        request = PageRequest.first(day, run, 0, RUN.dueAt());
        staging = new BlobLake(
                new LakeStores(new NoStore(), new NoStore(), new NoStore()),
                Clock.fixed(RUN.dueAt(), ZoneOffset.UTC),
                "benchmark");
        body = ("{\"@odata.count\":" + ROWS + ",\"value\":[" + joined(tenant.rows(log, DAY), ",") + "]}")
                .getBytes(UTF_8);
        lines = (joined(tenant.lines(log, DAY), "\n") + "\n").getBytes(UTF_8);
        out = new byte[lines.length + 1024];
        received = body.clone();
        if (PageParser.parse(body.clone(), log, request.window(), false).rows() != ROWS || typed().size() != ROWS) {
            throw new IllegalStateException("the page is not read whole");
        }
    }

    /** The parser writes into the answer's bytes: each invocation gets them as they came. */
    @Setup(Level.Invocation)
    public void receive() {
        System.arraycopy(body, 0, received, 0, body.length);
    }

    /** What the app does between the answer and the upload. */
    @Benchmark
    public Staging.Staged pageStep() throws UnreadableAnswer {
        return staging.stage(request, PageParser.parse(received, log, request.window(), false));
    }

    /** The part of it that every way has: the rows, ready in memory, deflated and summed in one go. */
    @Benchmark
    public long gzipAlone() {
        CRC32 crc = new CRC32();
        crc.update(lines);
        Deflater deflater = new Deflater(GZIP_LEVEL, true);
        deflater.setInput(lines);
        deflater.finish();
        int length = deflater.deflate(out);
        deflater.end();
        return crc.getValue() + length;
    }

    /** The way of the SDK: objects out of the answer, JSON out of the objects. */
    @Benchmark
    public int typedPath() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(file)) {
            for (Parsable row : typed()) {
                try (JsonSerializationWriter writer = new JsonSerializationWriter()) {
                    writer.writeObjectValue(null, row);
                    try (InputStream json = writer.getSerializedContent()) {
                        json.transferTo(gzip);
                    }
                }
                gzip.write('\n');
            }
        }
        return file.size();
    }

    private List<? extends Parsable> typed() {
        ParseNode node = new JsonParseNodeFactory().getParseNode("application/json", new ByteArrayInputStream(body));
        return log == CallLog.SMS
                ? node.getObjectValue(GetSmsLogWithFromDateTimeWithToDateTimeGetResponse::createFromDiscriminatorValue)
                        .getValue()
                : node.getObjectValue(
                                GetDirectRoutingCallsWithFromDateTimeWithToDateTimeGetResponse
                                        ::createFromDiscriminatorValue)
                        .getValue();
    }

    private static String joined(List<byte[]> rows, String separator) {
        return rows.stream().map(row -> new String(row, UTF_8)).collect(Collectors.joining(separator));
    }
}

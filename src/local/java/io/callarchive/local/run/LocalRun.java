package io.callarchive.local.run;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.local.host.HostProcess;
import io.callarchive.local.simulator.Oddity;
import io.callarchive.local.simulator.SimulatorRequest;
import io.callarchive.local.simulator.Throughput;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.local.tenant.TenantProfile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Archives yesterday with the packaged app, as in Azure but on this machine, and tells in plain words what it did and
 * whether it is right. What the settings do not name is simulated: Graph, and the storage account.
 */
public final class LocalRun {
    private static final Path DOWNLOADS = Path.of("target/local/call-logs");
    /** A history of many days is spaced by Graph's limits. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final Duration LONG_PATIENCE = Duration.ofHours(3);
    /** The port of Azure Functions Core Tools. */
    private static final String SERVED_PORT = "7071";

    private final PrintStream out;
    private final LocalAzure azure;
    private final Path stagingFolder;
    private volatile boolean serving;

    private LocalRun(PrintStream out, LocalAzure azure, Path stagingFolder) {
        this.out = out;
        this.azure = azure;
        this.stagingFolder = stagingFolder;
    }

    /** Ends with status 1 if anything disagrees. */
    public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
        Map<String, String> given = LocalSettings.read(System.getProperty("settings", ""), System.getenv());
        Path stagingFolder = Path.of(System.getProperty("stagingDirectory"));
        boolean right;
        try (LocalAzure azure = new LocalAzure(new SimulatedTenant(TenantProfile.DOCUMENTED, 1), given)) {
            List<Oddity> oddities = Oddity.named(System.getProperty("oddities", ""));
            if (!oddities.isEmpty()) {
                azure.graph().odd(oddities);
            }
            right = new LocalRun(System.out, azure, stagingFolder)
                    .run(Boolean.getBoolean("serve"), Integer.getInteger("backfill", 0));
        }
        System.exit(right ? 0 : 1);
    }

    private boolean run(boolean serve, int backfillDays) throws IOException, SQLException, InterruptedException {
        out.println();
        out.println("Callarchive: the packaged app on this machine");
        out.println();
        out.println("  Graph  " + azure.settings().get("GRAPH_ENDPOINT")
                + (azure.tenant().isPresent() ? " (simulated)" : ""));
        out.println("  lake   " + azure.lake().getBlobContainerUrl());
        out.println("  app    " + stagingFolder);
        out.println();
        Map<String, String> settings = new HashMap<>(azure.settings());
        if (serve) {
            settings.putIfAbsent(HostProcess.PORT, SERVED_PORT);
        }
        try (HostProcess host =
                HostProcess.start(stagingFolder, settings, azure.jvmOptions(), this::printWhenServing)) {
            Optional<LivedInArchive> history = serve ? livedIn() : Optional.empty();
            boolean right = archiveYesterday(host);
            if (backfillDays > 0) {
                right &= backfill(host, backfillDays);
            }
            if (serve) {
                if (history.isPresent()) {
                    history.get().begin(host);
                    out.println("Three weeks of history are being archived: two minutes, and one day of it will fail.");
                }
                out.println("The app goes on running, its log follows; Ctrl-C stops it. Its status page is");
                out.println();
                out.println("  " + host.address() + "/api/archive");
                out.println();
                out.println("The timer fires again with");
                out.println("  curl -X POST -H 'Content-Type: application/json' -d '{}' " + host.address()
                        + "/admin/functions/DailyArchive");
                out.println();
                serving = true;
                new CountDownLatch(1).await();
            }
            return right;
        }
    }

    /** Reads the days before yesterday under the limits of the simulated Graph, and prints how it stood to them. */
    private boolean backfill(HostProcess host, int days) throws IOException, InterruptedException {
        LocalDate last = yesterday().minusDays(1);
        out.println("A backfill of " + days + " days x " + CallLog.values().length + " logs, under Graph's limits:");
        int requestsBefore = azure.graph().requests().size();
        int linesBefore = host.output().size();
        String order = new BackfillCall(last.minusDays(days - 1L), last).post(host);
        String end = host.awaitLine(Name.ORDER_ENDED + " order=" + order, LONG_PATIENCE);
        List<String> output = host.output();
        EndedRuns ended = EndedRuns.in(output.subList(linesBefore, output.size()));
        List<SimulatorRequest> requests = azure.graph().requests();
        out.println();
        out.println("  " + ended.archived().size() + " of "
                + LoggedEvent.in(end).orElseThrow().value("days") + " days archived, "
                + ended.failed().size() + " failed");
        out.println("  " + Throughput.of(requests.subList(requestsBefore, requests.size())));
        out.println();
        return ended.failed().isEmpty();
    }

    /** Only where both are made up: nobody's Graph is asked for more, and nobody's lake is filled. */
    private Optional<LivedInArchive> livedIn() {
        return azure.tenant()
                .filter(tenant -> azure.isEmulated())
                .map(tenant -> new LivedInArchive(azure.graph(), tenant, yesterday()));
    }

    private static LocalDate yesterday() {
        return LocalDate.now(Clock.systemUTC()).minusDays(1);
    }

    private void printWhenServing(String line) {
        if (serving) {
            out.println(line);
        }
    }

    private boolean archiveYesterday(HostProcess host) throws IOException, SQLException {
        LocalDate yesterday = yesterday();
        out.println("The nightly timer fires: archiving " + yesterday + " (UTC).");
        out.println();
        host.fire("DailyArchive");
        host.awaitLine(Name.CAUGHT_UP.name(), PATIENCE);
        EndedRuns night = EndedRuns.in(host.output());
        DownloadedLake files = new DownloadedLake(azure.lake(), DOWNLOADS);
        List<ArchivedDay> days = new ArrayList<>();
        out.println("  log                rows  pages      bytes      time  file");
        for (LoggedEvent event : night.archived()) {
            ArchiveDay day = new ArchiveDay(event.log().orElseThrow(), LocalDate.parse(event.value("date")));
            Path file = files.download(day);
            Optional<List<byte[]>> served = azure.tenant().map(tenant -> tenant.lines(day.log(), day.date()));
            ArchivedDay archived = ArchivedDay.check(day, event, file, served);
            days.add(archived);
            out.println(archived.line());
        }
        night.failed().forEach(event -> out.println("  " + event.value("log") + " FAILED: " + event.value("message")));
        out.println();
        out.println("DuckDB reads the same files, without any view, in " + DOWNLOADS + ":");
        out.println();
        days.forEach(day -> out.println(day.verdictLine()));
        boolean right = night.failed().isEmpty() && days.stream().allMatch(ArchivedDay::isRight);
        out.println();
        out.println(days.size() + " of " + night.ends().size() + " days archived; "
                + (right ? "everything agrees." : "something is WRONG, see above."));
        out.println();
        return right;
    }
}

package io.callarchive.local.run;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.local.host.HostProcess;
import io.callarchive.local.simulator.GraphSimulator;
import io.callarchive.local.simulator.SimulatorAnswer;
import io.callarchive.local.simulator.SimulatorRequest;
import io.callarchive.local.tenant.SimulatedTenant;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Three weeks of an archive as an administrator meets it: settled and provisional days, one with rows that came late,
 * one that failed and that the next attempt will get, and everything older missing. All of it by the app's front door.
 */
public final class LivedInArchive {
    /** Days that the archive goes back. */
    public static final int DAYS = 21;

    private static final int LATE_ROWS = 12;
    private static final int AGE_OF_THE_FAILED_DAY = 5;

    private final GraphSimulator graph;
    private final SimulatedTenant tenant;
    private final LocalDate yesterday;

    /** Of an app that has not read anything yet; the late rows of yesterday are held back from now on. */
    public LivedInArchive(GraphSimulator graph, SimulatedTenant tenant, LocalDate yesterday) {
        this.graph = graph;
        this.tenant = tenant;
        this.yesterday = yesterday;
        tenant.holdBack(late().log(), late().date(), LATE_ROWS);
    }

    /** The day whose rows came late. */
    public ArchiveDay late() {
        return new ArchiveDay(CallLog.SMS, yesterday);
    }

    /** The day that fails once. */
    public ArchiveDay failed() {
        return new ArchiveDay(CallLog.PSTN, yesterday.minusDays(AGE_OF_THE_FAILED_DAY));
    }

    /** After the first night: orders the days before it, and yesterday once more. */
    public void begin(HostProcess host) throws IOException, InterruptedException {
        tenant.release(late().log(), late().date());
        AtomicInteger refusals = new AtomicInteger();
        graph.answer(request -> isOf(failed(), request) && refusals.getAndIncrement() == 0
                ? Optional.of(SimulatorAnswer.json(
                        200, "{\"value\":[],\"@odata.nextLink\":\"https://graph.invalid/beta/elsewhere\"}"))
                : Optional.empty());
        var unused = new BackfillCall(yesterday.minusDays(DAYS - 1L), yesterday).post(host);
    }

    private static boolean isOf(ArchiveDay day, SimulatorRequest request) {
        return request.log().filter(day.log()::equals).isPresent()
                && request.from().filter(day.window().from()::equals).isPresent();
    }
}

package io.callarchive.testing;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Problem;
import io.callarchive.StorageFault;
import io.callarchive.pages.KeptAside;
import io.callarchive.pages.PageRequest;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers kept in memory. */
public final class InMemoryKeptAside implements KeptAside {
    private final Map<String, byte[]> answers = new TreeMap<>();
    private boolean busy;

    /** Whether the storage is busy from now on. */
    public synchronized void setBusy(boolean busy) {
        this.busy = busy;
    }

    @Override
    public synchronized void keep(PageRequest request, ByteBuffer body) {
        if (busy) {
            throw new StorageFault(new Problem(0, "ServerBusy", "busy", ""), true, new IllegalStateException());
        }
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        String page = request.run().id() + "-" + request.chain() + "-" + request.page();
        answers.put(request.day() + " " + page + "-" + Arrays.hashCode(bytes), bytes);
    }

    @Override
    public synchronized List<String> between(CallLog log, LocalDate from, LocalDate to) {
        return from.datesUntil(to.plusDays(1))
                .map(date -> new ArchiveDay(log, date) + " ")
                .flatMap(day -> answers.keySet().stream().filter(name -> name.startsWith(day)))
                .toList();
    }
}

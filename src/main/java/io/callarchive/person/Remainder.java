package io.callarchive.person;

import io.callarchive.ArchiveDay;
import io.callarchive.Run;
import io.callarchive.TimeRange;
import io.callarchive.dayfile.PageNote;
import io.callarchive.dayfile.Rows;
import io.callarchive.pages.ChainHash;
import io.callarchive.pages.Page;
import io.callarchive.pages.PageRequest;
import io.callarchive.pages.RowTimes;
import io.callarchive.pages.Staging;
import io.callarchive.retry.Setbacks;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/** The rows that stay, in their order and byte for byte, stored out of sight page by page. Keeps one page in memory. */
final class Remainder {
    private static final int ROWS_PER_PAGE = 1_000;
    /** A page of long rows has fewer of them. */
    private static final int BYTES_PER_PAGE = 4 << 20;
    /** In the place of Graph's nextLink, which only says that the page is not the last. */
    private static final Optional<String> MORE = Optional.of("the following rows of the same file");

    private final Staging staging;
    private final Rows rows;
    private final ArchiveDay day;
    private final Run run;
    private final Set<PageNote> notes;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private int count;
    private TimeRange times = new TimeRange();
    private int page;
    private ChainHash read = ChainHash.NONE;

    /**
     * Nothing stored yet.
     *
     * @param notes of the file that the rows come from: they hold for what is left of it
     */
    Remainder(Staging staging, Rows rows, ArchiveDay day, Run run, Set<PageNote> notes) {
        this.notes = notes;
        this.staging = staging;
        this.rows = rows;
        this.day = day;
        this.run = run;
    }

    void add(byte[] text, int offset, int length) {
        if (count == ROWS_PER_PAGE || lines.size() >= BYTES_PER_PAGE) {
            stage(MORE);
        }
        lines.write(text, offset, length);
        lines.write('\n');
        count++;
        rows.read(day.log(), text, offset, length).flatMap(Rows.Row::time).ifPresent(times::add);
    }

    /** Stores the last page, without rows if none are left. */
    void end() {
        stage(Optional.empty());
    }

    private void stage(Optional<String> following) {
        Optional<String> reachedBy = page == 0 ? Optional.empty() : MORE;
        PageRequest request = new PageRequest(
                day,
                run,
                new PageRequest.Position(0, page, reachedBy, read, Optional.empty()),
                Setbacks.NONE,
                run.id().dueAt());
        RowTimes span = new RowTimes(times.first(), times.last(), 0, 0);
        read = staging.stage(request, new Page(ByteBuffer.wrap(lines.toByteArray()), count, span, following, notes))
                .read();
        page++;
        lines.reset();
        count = 0;
        times = new TimeRange();
    }
}

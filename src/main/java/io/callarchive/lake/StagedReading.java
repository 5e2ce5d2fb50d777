package io.callarchive.lake;

import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.PageNote;
import io.callarchive.pages.ChainHash;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One complete reading of a day: the pages of all its chains, in the order of the file.
 *
 * @param ends the hash of each chain's last page
 */
record StagedReading(List<BlockId> pages, List<ChainHash> ends) {
    long rows() {
        return contents().mapToLong(BlockId.Content::rows).sum();
    }

    /** Of any of its pages. */
    Set<PageNote> notes() {
        Set<PageNote> notes = EnumSet.noneOf(PageNote.class);
        pages.forEach(page -> notes.addAll(page.content().notes()));
        return notes;
    }

    long rawLength() {
        return contents().mapToLong(BlockId.Content::rawLength).sum();
    }

    int crc32() {
        int crc = 0;
        for (BlockId page : pages) {
            crc = Crc32Sum.of(crc, page.content().crc32(), page.content().rawLength());
        }
        return crc;
    }

    /** What a file of it holds, with these notes. */
    DayFile.Content content(Set<PageNote> fileNotes) {
        return new DayFile.Content(
                rows(),
                pages.size(),
                rawLength(),
                String.format(Locale.ROOT, "%08x", crc32()),
                digest().hex(),
                first(),
                last(),
                fileNotes);
    }

    /** Equal for equal readings of a day. */
    ChainHash digest() {
        return ends.size() == 1 ? ends.get(0) : Hashes.of(ends);
    }

    Optional<Instant> first() {
        return times(BlockId.Content::first).min(Comparator.naturalOrder());
    }

    Optional<Instant> last() {
        return times(BlockId.Content::last).max(Comparator.naturalOrder());
    }

    private Stream<Instant> times(Function<BlockId.Content, Optional<Instant>> time) {
        return contents().map(time).flatMap(Optional::stream);
    }

    private Stream<BlockId.Content> contents() {
        return pages.stream().map(BlockId::content);
    }
}

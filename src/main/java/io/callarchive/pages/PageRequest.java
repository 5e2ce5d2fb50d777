package io.callarchive.pages;

import io.callarchive.ArchiveDay;
import io.callarchive.Run;
import io.callarchive.Window;
import io.callarchive.retry.Setbacks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One page that is still to be fetched: what a queue message says. It holds nothing personal.
 *
 * @param position where in the run it stands
 * @param setbacks what the chain has met since its last page
 * @param due when Graph may be asked for it, at the earliest; the requests of a chain are spaced by that
 */
public record PageRequest(ArchiveDay day, Run run, Position position, Setbacks setbacks, Instant due) {
    /** A block blob holds 50,000 blocks; two of them are the gzip header and trailer. */
    public static final int MAX_PAGES_PER_DAY = 49_000;

    /**
     * Where a page stands in its run.
     *
     * @param chain which slice of the day, from 0
     * @param page its number within the chain, from 0
     * @param nextLink where Graph said the page is; empty for a chain's first page
     * @param previous what the chain has read before
     * @param cycleMark the page to compare with, once there is one
     */
    public record Position(
            int chain, int page, Optional<String> nextLink, ChainHash previous, Optional<CycleMark> cycleMark) {
        public Position {
            if (page < 0 || page >= MAX_PAGES_PER_DAY) {
                throw new IllegalArgumentException("page must be in 0.." + (MAX_PAGES_PER_DAY - 1) + ": " + page);
            }
            if (nextLink.isPresent() != (page > 0)) {
                throw new IllegalArgumentException("every page but the first is reached by a nextLink");
            }
        }

        static Position first(int chain) {
            return new Position(chain, 0, Optional.empty(), ChainHash.NONE, Optional.empty());
        }
    }

    public PageRequest {
        if (position.chain() < 0 || position.chain() >= run.chains()) {
            throw new IllegalArgumentException("chain must be in 0.." + (run.chains() - 1) + ": " + position.chain());
        }
    }

    public int chain() {
        return position.chain();
    }

    public int page() {
        return position.page();
    }

    public Optional<String> nextLink() {
        return position.nextLink();
    }

    public ChainHash previous() {
        return position.previous();
    }

    public Optional<CycleMark> cycleMark() {
        return position.cycleMark();
    }

    /** The first page of a chain. */
    public static PageRequest first(ArchiveDay day, Run run, int chain, Instant due) {
        return new PageRequest(day, run, Position.first(chain), Setbacks.NONE, due);
    }

    /** The first page of every chain of a run. */
    public static List<PageRequest> firstPages(ArchiveDay day, Run run, Instant due) {
        return IntStream.range(0, run.chains())
                .mapToObj(chain -> first(day, run, chain, due))
                .toList();
    }

    /** The part of the day that this chain reads. */
    public Window window() {
        return day.slice(chain(), run.chains());
    }

    /** Whether another page may follow this one without outgrowing the day's blob. */
    public boolean mayGoOn() {
        return page() + 1 < MAX_PAGES_PER_DAY / run.chains();
    }

    /** How long the message is kept out of sight. */
    public Duration delay(Instant now) {
        return due.isAfter(now) ? Duration.between(now, due) : Duration.ZERO;
    }

    public PageRequest next(String link, ChainHash read, CycleMark mark, Instant nextDue) {
        Position next = new Position(chain(), page() + 1, Optional.of(link), read, Optional.of(mark));
        return new PageRequest(day, run, next, setbacks.overcome(), nextDue);
    }

    /** The same request after another setback. */
    public PageRequest again(Setbacks more, Instant nextDue) {
        return new PageRequest(day, run, position, more, nextDue);
    }

    /** The first page of the chain, to be read afresh: what was read before is a branch that the commit leaves aside. */
    PageRequest fromFirstPage(Setbacks more, Instant nextDue) {
        return new PageRequest(day, run, Position.first(chain()), more, nextDue);
    }
}

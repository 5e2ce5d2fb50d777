package io.callarchive.plan;

import io.callarchive.ArchiveDay;
import io.callarchive.Run;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A run of which chains are on their way, or still to be begun.
 *
 * @param granted how many of its chains, the first ones, may ask Graph
 * @param sent those of them whose first page was put into the queue
 * @param grantedAt when the newest of them was granted
 * @param ended the granted chains that ask no more
 * @param failed whether the day has failed, so that no more of its chains are begun
 * @param quietUntil until when the run waits for a Graph or a storage that did not answer; empty if it does not, or not
 *     as far as is known
 */
public record ActiveRun(
        ArchiveDay day,
        Run run,
        int granted,
        Set<Integer> sent,
        Instant grantedAt,
        Set<Integer> ended,
        boolean failed,
        Optional<Instant> quietUntil) {
    public ActiveRun {
        if (granted < 0 || granted > run.chains()) {
            throw new IllegalArgumentException("a run of " + run.chains() + " chains has granted " + granted);
        }
        sent = Set.copyOf(sent);
        ended = Set.copyOf(ended);
    }

    static ActiveRun of(ArchiveDay day, Run run, Instant now) {
        return new ActiveRun(day, run, 0, Set.of(), now, Set.of(), false, Optional.empty());
    }

    /** Chains that may ask Graph now. */
    int asking() {
        return granted - ended.size();
    }

    boolean hasChainsToBegin() {
        return !failed && granted < run.chains();
    }

    /** Whether nothing more is to be expected of it: its failure is known, and its chains have ended. */
    boolean isOver() {
        return failed && asking() == 0;
    }

    boolean isQuiet(Instant now) {
        return quietUntil.filter(now::isBefore).isPresent();
    }

    ActiveRun withOneMore(Instant now) {
        return new ActiveRun(day, run, granted + 1, sent, now, ended, failed, quietUntil);
    }

    /** The granted chains of which it is not known that they were begun. */
    List<Integer> unsent() {
        return IntStream.range(0, granted)
                .filter(chain -> !sent.contains(chain))
                .boxed()
                .toList();
    }

    ActiveRun withSent(int chain) {
        Set<Integer> more = new TreeSet<>(sent);
        more.add(chain);
        return new ActiveRun(day, run, granted, more, grantedAt, ended, failed, quietUntil);
    }

    ActiveRun grantedAgain(Instant now) {
        return new ActiveRun(day, run, granted, sent, now, ended, failed, quietUntil);
    }

    ActiveRun withEnded(int chain, boolean nowFailed) {
        Set<Integer> more = new TreeSet<>(ended);
        if (chain < granted) {
            more.add(chain);
        }
        return new ActiveRun(day, run, granted, sent, grantedAt, more, failed || nowFailed, quietUntil);
    }

    ActiveRun withQuietUntil(Optional<Instant> until) {
        return new ActiveRun(day, run, granted, sent, grantedAt, ended, failed, until);
    }
}

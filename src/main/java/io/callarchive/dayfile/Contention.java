package io.callarchive.dayfile;

import io.callarchive.ArchiveDay;
import java.io.Serial;
import java.util.Optional;

/**
 * What is tried on a day's file while others may change it: look, decide, and change it on the condition that it is as
 * it was looked at; if it is not, look again.
 */
public final class Contention {
    /** Each round means that somebody changed the file in between: more is no race but a fault. */
    private static final int MOST_ROUNDS = 10;

    private Contention() {}

    /**
     * One try; empty if the file was changed meanwhile.
     *
     * @param <T> what comes of it
     * @param <E> what else may happen
     */
    @FunctionalInterface
    public interface Round<T, E extends Exception> {
        Optional<T> tryOnce() throws E;
    }

    /**
     * What comes of the first round that nobody disturbed.
     *
     * @throws TooMuch if each round was disturbed
     */
    public static <T, E extends Exception> T overcome(ArchiveDay day, Round<T, E> round) throws E {
        for (int rounds = 0; rounds < MOST_ROUNDS; rounds++) {
            Optional<T> done = round.tryOnce();
            if (done.isPresent()) {
                return done.get();
            }
        }
        throw new TooMuch(day);
    }

    /** The file was changed by others whenever it was looked at. */
    public static final class TooMuch extends IllegalStateException {
        @Serial
        private static final long serialVersionUID = 1L;

        TooMuch(ArchiveDay day) {
            super("the file of " + day + " was changed by others " + MOST_ROUNDS + " times in a row");
        }
    }
}

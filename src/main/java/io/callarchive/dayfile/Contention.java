package io.callarchive.dayfile;

import java.io.Serial;
import java.util.Optional;

/**
 * What is tried on a blob while others may change it: look, decide, and change it on the condition that it is as
 * it was looked at; if it is not, look again.
 */
public final class Contention {
    /** Each round means that somebody changed it in between: more is no race but a fault. */
    private static final int MOST_ROUNDS = 10;

    private Contention() {}

    /**
     * One try; empty if it was changed meanwhile.
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
     * @param what it is about, such as {@code the file of sms 2026-11-21}
     * @throws TooMuch if each round was disturbed
     */
    public static <T, E extends Exception> T overcome(String what, Round<T, E> round) throws E {
        for (int rounds = 0; rounds < MOST_ROUNDS; rounds++) {
            Optional<T> done = round.tryOnce();
            if (done.isPresent()) {
                return done.get();
            }
        }
        throw new TooMuch(what);
    }

    /** It was changed by others whenever it was looked at. */
    public static final class TooMuch extends IllegalStateException {
        @Serial
        private static final long serialVersionUID = 1L;

        TooMuch(String what) {
            super(what + " was changed by others " + MOST_ROUNDS + " times in a row");
        }
    }
}

package io.callarchive.testing;

import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import java.util.Optional;

/** Runs in their first attempt, of a day that stays provisional, without force. */
public final class Runs {
    private Runs() {}

    /** Over no file, in one chain. */
    public static Run of(RunId id, Reason reason) {
        return over(Optional.empty(), id, reason);
    }

    /** Over the file of that run, in one chain. */
    public static Run over(Optional<RunId> base, RunId id, Reason reason) {
        return new Run(id, 0, reason, 1, false, Optional.empty(), false, base);
    }

    /** Over no file. */
    public static Run inChains(int chains, RunId id, Reason reason) {
        return new Run(id, 0, reason, chains, false, Optional.empty(), false, Optional.empty());
    }
}

package io.callarchive.queue;

import java.io.Serial;

/** A queue message that is not one of Callarchive's. The text says what is wrong with it, not what it holds. */
public final class BadMessage extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    BadMessage(String reason) {
        super(reason);
    }

    BadMessage(String reason, Throwable cause) {
        super(reason, cause);
    }
}

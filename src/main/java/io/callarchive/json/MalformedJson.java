package io.callarchive.json;

import java.io.Serial;

/** A queue message that is not one of Callarchive's. The text says what is wrong with it, not what it holds. */
public final class MalformedJson extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public MalformedJson(String reason) {
        super(reason);
    }

    public MalformedJson(String reason, Throwable cause) {
        super(reason, cause);
    }
}

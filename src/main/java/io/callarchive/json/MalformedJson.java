package io.callarchive.json;

import java.io.Serial;

/** JSON that is not of the form that was expected. The text says what is wrong with it, never what it holds. */
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

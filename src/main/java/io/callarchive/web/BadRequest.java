package io.callarchive.web;

import java.io.Serial;
import java.util.List;

/** A request that cannot be taken. The reasons say what was expected and never repeat what came. */
public final class BadRequest extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    public BadRequest(int status, List<String> reasons) {
        super(String.join("; ", reasons));
        this.status = status;
    }

    public BadRequest(String reason) {
        this(400, List.of(reason));
    }

    /** The HTTP status: 4xx, or 503 if it could be taken another time. */
    public int status() {
        return status;
    }
}

package io.callarchive.graph;

import io.callarchive.Problem;
import java.io.Serial;

/** An answer with status 200 that is not a page. The message tells the form of what came, never its content. */
final class UnreadableAnswer extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String code;

    UnreadableAnswer(String message) {
        this(Problem.Code.UNREADABLE_ANSWER.label(), message);
    }

    /**
     * An answer that says itself what is wrong with it.
     *
     * @param code of the error, cleaned
     */
    UnreadableAnswer(String code, String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }
}

package io.callarchive.graph;

import java.io.Serial;

/** An answer with status 200 that is not a page. The message tells the form of what came, never its content. */
final class UnreadableAnswer extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    UnreadableAnswer(String message) {
        super(message);
    }
}

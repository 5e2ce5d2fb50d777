package io.callarchive.local.host;

/** One function cannot run here; the others can. The message is for the person who starts the host. */
final class UnusableFunction extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableFunction(String message) {
        super(message);
    }

    UnusableFunction(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.callarchive;

import java.io.Serial;

/** The storage service could not, or would not, do what it was asked; a lost race is none, but a value. */
public final class StorageFault extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final boolean mayPass;

    /**
     * A fault in words.
     *
     * @param mayPass whether it is worth waiting for; otherwise somebody has to change something first
     */
    public StorageFault(Problem problem, boolean mayPass, Throwable cause) {
        super(problem.toString(), cause);
        this.problem = problem;
        this.mayPass = mayPass;
    }

    public Problem problem() {
        return problem;
    }

    public boolean mayPass() {
        return mayPass;
    }
}

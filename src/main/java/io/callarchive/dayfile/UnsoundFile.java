package io.callarchive.dayfile;

import java.io.IOException;
import java.io.Serial;

/** A published file is not what its metadata says. The text tells what is wrong with it, never what it holds. */
public final class UnsoundFile extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    public UnsoundFile(String reason) {
        super(reason);
    }
}

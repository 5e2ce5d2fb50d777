package io.callarchive.person;

import java.io.Serial;
import java.util.List;

/** Everything that is wrong with the arguments. Repeats none of them: one may name the person. */
final class BadArguments extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    BadArguments(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}

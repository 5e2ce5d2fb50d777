package io.callarchive.app;

import java.io.Serial;
import java.util.List;

/** Everything that is wrong with the settings, in one message. */
final class SettingsError extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    SettingsError(List<String> problems) {
        super("Callarchive cannot start, " + problems.size() + " setting(s) are wrong: " + String.join("; ", problems));
    }
}

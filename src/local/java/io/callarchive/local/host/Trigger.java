package io.callarchive.local.host;

import java.util.Set;

/** What starts a function. */
sealed interface Trigger {
    /** The moments of a schedule. */
    record Timer(TimerSchedule schedule, Retries retries) implements Trigger {}

    /**
     * The messages of a queue.
     *
     * @param connection name of the setting, or prefix of the settings, that say where the queue is
     */
    record Queue(String queueName, String connection) implements Trigger {}

    /**
     * The requests for a path.
     *
     * @param methods in upper case
     */
    record Http(String route, Set<String> methods, boolean needsKey) implements Trigger {
        public Http {
            methods = Set.copyOf(methods);
        }
    }
}

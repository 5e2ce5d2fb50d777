package io.callarchive.status;

/**
 * One thing that the app needs, looked at.
 *
 * @param name of the thing
 * @param ok whether it is as it must be
 * @param detail what was found and, if it is wrong, what to do, for the person who deployed the app an hour ago
 */
public record HealthCheck(String name, boolean ok, String detail) {
    /** Something that can be looked at; whatever it throws means that the thing cannot be reached. */
    @FunctionalInterface
    public interface Probe {
        HealthCheck look();
    }
}

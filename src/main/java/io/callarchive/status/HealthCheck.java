package io.callarchive.status;

import java.util.Locale;
import java.util.Optional;

/**
 * One thing that the app needs, looked at.
 *
 * @param name of the thing
 * @param detail what was found and, if it is wrong, what to do, for the person who deployed the app an hour ago
 * @param observed what was found, for a program: a number or a word; empty where there is nothing to tell but the verdict
 */
public record HealthCheck(String name, Verdict verdict, String detail, Optional<Object> observed) {
    /** From the best to the worst. */
    public enum Verdict {
        /** As it must be. */
        PASS,
        /** Somebody should look at it, and nothing is lost. */
        WARN,
        /** Rows are not archived, or soon cannot be. */
        FAIL;

        /** The word of the health-check draft (draft-inadarei-api-health-check). */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Something that can be looked at; whatever it throws means that the thing cannot be reached. */
    @FunctionalInterface
    public interface Probe {
        HealthCheck look();
    }

    public static HealthCheck pass(String name, String detail) {
        return new HealthCheck(name, Verdict.PASS, detail, Optional.empty());
    }

    public static HealthCheck warn(String name, String detail) {
        return new HealthCheck(name, Verdict.WARN, detail, Optional.empty());
    }

    public static HealthCheck fail(String name, String detail) {
        return new HealthCheck(name, Verdict.FAIL, detail, Optional.empty());
    }

    /** The same with the number or the word that it rests on. */
    public HealthCheck observing(Object found) {
        return new HealthCheck(name, verdict, detail, Optional.of(found));
    }
}

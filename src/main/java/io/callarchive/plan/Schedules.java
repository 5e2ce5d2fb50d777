package io.callarchive.plan;

/**
 * Where the schedule is kept, for any number of conductors. Errors of the storage service are thrown as unchecked
 * exceptions.
 */
public interface Schedules {
    /**
     * The schedule in one state.
     *
     * @param version names the state; empty if there is none yet
     */
    record Kept(Schedule schedule, String version) {}

    /** As it is at this moment; the empty one if there is none, or one that cannot be read. */
    Kept load();

    /** Replaces it; false, and nothing is changed, if it is in another state by now. */
    boolean replace(Kept before, Schedule after);
}

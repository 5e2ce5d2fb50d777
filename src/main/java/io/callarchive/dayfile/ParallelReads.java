package io.callarchive.dayfile;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Looks at many days at once: of a long backfill there are hundreds, and each look is a short wait for the storage. */
public final class ParallelReads {
    private final Executor executor;

    public ParallelReads(Executor executor) {
        this.executor = executor;
    }

    /**
     * What is found at each day; returns when all is found.
     *
     * @throws java.util.concurrent.CompletionException if any look throws
     */
    public <T> Map<LocalDate, T> at(Collection<LocalDate> days, Function<LocalDate, T> look) {
        Map<LocalDate, CompletableFuture<T>> begun = new TreeMap<>();
        days.forEach(day -> begun.put(day, CompletableFuture.supplyAsync(() -> look.apply(day), executor)));
        Map<LocalDate, T> found = new TreeMap<>();
        begun.forEach((day, answer) -> found.put(day, answer.join()));
        return found;
    }
}

package io.callarchive.local.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The lines of a child process, read on a thread of its own; safe to be asked from any thread. */
final class ProcessOutput {
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private ProcessOutput() {}

    static ProcessOutput of(BufferedReader reader, Consumer<String> eachLine) {
        ProcessOutput output = new ProcessOutput();
        Thread thread = new Thread(() -> output.readAll(reader, eachLine), "local-host-output");
        thread.setDaemon(true);
        thread.start();
        return output;
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** The first line with this part, printed already or within the time. */
    String await(String part, Duration patience) {
        return await(line -> line.contains(part), "\"" + part + "\"", patience);
    }

    /** The first such line, printed already or within the time. */
    synchronized String await(Predicate<String> wanted, String description, Duration patience) {
        boolean unused = waitUntil(() -> ended || find(wanted).isPresent(), patience);
        return find(wanted)
                .orElseThrow(() -> new IllegalStateException("the process did not print " + description + quoted()));
    }

    synchronized void awaitEnd(Duration patience) {
        boolean unused = waitUntil(() -> ended, patience);
    }

    synchronized String quoted() {
        return "; its output: " + System.lineSeparator() + String.join(System.lineSeparator(), lines);
    }

    private Optional<String> find(Predicate<String> wanted) {
        return lines.stream().filter(wanted).findFirst();
    }

    private synchronized boolean waitUntil(BooleanSupplier reached, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!reached.getAsBoolean()) {
                long milliseconds = (deadline - System.nanoTime()) / 1_000_000;
                if (milliseconds <= 0) {
                    return false;
                }
                wait(milliseconds);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void readAll(BufferedReader reader, Consumer<String> eachLine) {
        try (reader) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
                eachLine.accept(line);
            }
        } catch (IOException e) {
            add("(the output cannot be read any more: " + e.getMessage() + ")");
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }
}

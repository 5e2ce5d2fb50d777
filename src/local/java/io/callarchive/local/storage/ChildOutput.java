package io.callarchive.local.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what Azurite prints, so that it never blocks on a full pipe: the ports it took, and the last lines. */
final class ChildOutput {
    private static final Pattern LISTENING =
            Pattern.compile("Azurite (\\w+) service is successfully listening at https?://127\\.0\\.0\\.1:(\\d+)");
    private static final int LINES_KEPT = 100;

    private final Deque<String> lastLines = new ArrayDeque<>();
    private final ConcurrentMap<String, CompletableFuture<Integer>> ports = new ConcurrentHashMap<>();

    ChildOutput(Process process) {
        ports.put("Blob", new CompletableFuture<>());
        ports.put("Queue", new CompletableFuture<>());
        Thread reader = new Thread(() -> read(process), "azurite-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** The port at which that service listens, once it does. */
    int port(String service, Duration patience) throws IOException {
        try {
            return ports.getOrDefault(service, new CompletableFuture<>())
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Azurite's " + service + " service does not listen. Azurite said:\n" + text(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while Azurite was starting.", e);
        }
    }

    private synchronized String text() {
        return String.join("\n", lastLines);
    }

    private void read(Process process) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                keep(line);
            }
        } catch (IOException | UncheckedIOException e) {
            keep("(its output broke off: " + e.getMessage() + ")");
        }
        IOException ended = new IOException("The process has ended.");
        ports.values().forEach(port -> port.completeExceptionally(ended));
    }

    private synchronized void keep(String line) {
        lastLines.addLast(line);
        if (lastLines.size() > LINES_KEPT) {
            lastLines.removeFirst();
        }
        Matcher listening = LISTENING.matcher(line);
        if (listening.find()) {
            ports.computeIfAbsent(listening.group(1), service -> new CompletableFuture<>())
                    .complete(Integer.valueOf(listening.group(2)));
        }
    }
}

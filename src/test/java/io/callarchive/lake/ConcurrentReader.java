package io.callarchive.lake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

/** Reads the file over and over while it is being archived: each time a whole one, or none. */
final class ConcurrentReader implements AutoCloseable {
    private final Supplier<Optional<byte[]>> file;
    private final CompletableFuture<Long> reads;
    private volatile boolean stopped;

    ConcurrentReader(Supplier<Optional<byte[]>> file) {
        this.file = file;
        this.reads = CompletableFuture.supplyAsync(this::read);
    }

    private long read() {
        long whole = 0;
        while (!stopped) {
            Optional<byte[]> content = file.get();
            if (content.isPresent()) {
                verify(content.get());
                whole++;
            }
        }
        return whole;
    }

    private static void verify(byte[] content) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(content))) {
            // Reading to the end checks the trailer's CRC and length.
            gzip.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError("a reader saw half a file of " + content.length + " bytes", e);
        }
    }

    /** How many whole files were read; fails if one was not. */
    long wholeFiles() {
        stopped = true;
        return reads.join();
    }

    @Override
    public void close() {
        stopped = true;
    }
}

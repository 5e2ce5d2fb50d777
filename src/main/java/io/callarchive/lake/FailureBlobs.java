package io.callarchive.lake;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.DayFailure;
import io.callarchive.Failures;
import io.callarchive.Problem;
import io.callarchive.RunId;
import io.callarchive.dayfile.ParallelReads;
import io.callarchive.json.Json;
import io.callarchive.json.MalformedJson;
import io.callarchive.storage.StorageCalls;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One small JSON blob per log and day that went wrong, in a container of its own so that no lake reader meets it. Two
 * writers at once leave the record of one of them, with a count that may be one too low.
 */
public final class FailureBlobs implements Failures {
    private final BlobContainerClient container;
    private final ParallelReads reads;
    private final Clock clock;

    public FailureBlobs(BlobContainerClient container, ParallelReads reads, Clock clock) {
        this.container = container;
        this.reads = reads;
        this.clock = clock;
    }

    /** The record's form in the blob. */
    private record Form(
            String log,
            String date,
            String run,
            int status,
            String code,
            String message,
            String requestId,
            String firstMetAt,
            String lastMetAt,
            int count,
            @Nullable String askedAgainAt) {
        static Form of(DayFailure failure) {
            return new Form(
                    failure.day().log().label(),
                    failure.day().date().toString(),
                    failure.run().hex(),
                    failure.problem().status(),
                    failure.problem().code(),
                    failure.problem().message(),
                    failure.problem().requestId(),
                    failure.firstMetAt().toString(),
                    failure.lastMetAt().toString(),
                    failure.count(),
                    failure.askedAgainAt().map(Instant::toString).orElse(null));
        }

        DayFailure failure(ArchiveDay day) {
            return new DayFailure(
                    day,
                    new RunId(run),
                    new Problem(status, code, message, requestId),
                    Instant.parse(firstMetAt),
                    Instant.parse(lastMetAt),
                    count,
                    Optional.ofNullable(askedAgainAt).map(Instant::parse));
        }
    }

    @Override
    public void record(ArchiveDay day, RunId run, Problem problem, Optional<Instant> askedAgainAt) {
        Form form = Form.of(DayFailure.following(find(day), day, run, problem, clock.instant(), askedAgainAt));
        StorageCalls.call(() -> {
            blob(day).upload(BinaryData.fromBytes(Json.bytes(form)), true);
            return true;
        });
    }

    @Override
    public Optional<DayFailure> find(ArchiveDay day) {
        try {
            Optional<BinaryData> content = StorageCalls.call(
                    () -> Optional.of(blob(day).downloadContent()),
                    refusal ->
                            refusal.code().equals("BlobNotFound") ? Optional.of(Optional.empty()) : Optional.empty());
            if (content.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(Json.read(content.get().toBytes(), Form.class).failure(day));
        } catch (MalformedJson | IllegalArgumentException | DateTimeException e) {
            // Written by someone else: the next record replaces it.
            return Optional.empty();
        }
    }

    @Override
    public Map<LocalDate, DayFailure> list(CallLog log, LocalDate from, LocalDate to) {
        List<LocalDate> days = new ArrayList<>();
        ListBlobsOptions options = new ListBlobsOptions().setPrefix(DayPath.ofLog(log));
        StorageCalls.call(() -> {
            container
                    .listBlobs(options, null)
                    .forEach(item -> DayPath.dateOf(log, item.getName())
                            .filter(date -> !date.isBefore(from) && !date.isAfter(to))
                            .ifPresent(days::add));
            return true;
        });
        Map<LocalDate, DayFailure> found = new HashMap<>();
        reads.at(days, date -> find(new ArchiveDay(log, date)))
                .forEach((date, failure) -> failure.ifPresent(it -> found.put(date, it)));
        return found;
    }

    @Override
    public void clear(ArchiveDay day) {
        StorageCalls.call(() -> blob(day).deleteIfExists());
    }

    private BlobClient blob(ArchiveDay day) {
        return container.getBlobClient(DayPath.ofFailure(day));
    }
}

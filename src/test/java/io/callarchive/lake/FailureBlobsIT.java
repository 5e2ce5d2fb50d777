package io.callarchive.lake;

import io.callarchive.Failures;
import io.callarchive.dayfile.ParallelReads;
import io.callarchive.local.storage.Azurite;
import io.callarchive.local.storage.EmulatedStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.ZoneOffset;

class FailureBlobsIT extends FailuresContract {
    @Override
    Failures failures(InstantSource now) {
        try {
            return new FailureBlobs(
                    EmulatedStorage.container(Azurite.account(), "call-logs-failures"),
                    new ParallelReads(Runnable::run),
                    now.withZone(ZoneOffset.UTC));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

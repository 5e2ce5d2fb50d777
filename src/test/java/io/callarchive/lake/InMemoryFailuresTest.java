package io.callarchive.lake;

import io.callarchive.Failures;
import io.callarchive.testing.InMemoryFailures;
import java.time.InstantSource;

class InMemoryFailuresTest extends FailuresContract {
    @Override
    Failures failures(InstantSource now) {
        return new InMemoryFailures(now);
    }
}

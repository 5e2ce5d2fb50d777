package io.callarchive.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.callarchive.evidence.DigestSigning;
import io.callarchive.evidence.Digester;
import java.util.Optional;

/** Every hour: adds to the chain of digests what has happened to the files. Safe to repeat, and to run twice at once. */
public final class WriteDigest {
    private final Digester digester;
    private final Optional<DigestSigning> signing;

    /**
     * Writes digests.
     *
     * @param signing what signs them; empty if nobody is to
     */
    WriteDigest(Digester digester, Optional<DigestSigning> signing) {
        this.digester = digester;
        this.signing = signing;
    }

    /** A digest, or none if nothing has happened. */
    @FunctionName("WriteDigest")
    public void run(@TimerTrigger(name = "timer", schedule = "0 50 * * * *") String timer, ExecutionContext context) {
        digester.digest(new LogEvents(context));
        signing.ifPresent(DigestSigning::sign);
    }
}

package io.callarchive.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.callarchive.evidence.Digester;

/** Every hour: adds to the chain of digests what has happened to the files. Safe to repeat, and to run twice at once. */
public final class WriteDigest {
    private final Digester digester;

    WriteDigest(Digester digester) {
        this.digester = digester;
    }

    /** A digest, or none if nothing has happened. */
    @FunctionName("WriteDigest")
    public void run(@TimerTrigger(name = "timer", schedule = "0 50 * * * *") String timer, ExecutionContext context) {
        digester.digest(new LogEvents(context));
    }
}

package io.callarchive.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.callarchive.plan.Conductor;
import io.callarchive.queue.AzureConductorQueue;
import io.callarchive.queue.ConductorMessages;

/** Begins what is next, whenever there is room. */
public final class Conduct {
    private final ConductorMessages messages = new ConductorMessages();
    private final Conductor conductor;

    Conduct(Conductor conductor) {
        this.conductor = conductor;
    }

    /** One signal, one step. */
    @FunctionName("Conduct")
    public void run(
            @QueueTrigger(name = "message", queueName = AzureConductorQueue.NAME, connection = "AzureWebJobsStorage")
                    String message,
            ExecutionContext context) {
        conductor.take(messages.read(message), new LogEvents(context));
    }
}

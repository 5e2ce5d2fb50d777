package io.callarchive.local.host;

import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds a binding's storage account in the app settings: a connection string under the connection's name, or
 * {@code <name>__queueServiceUri} or {@code <name>__accountName} for the managed identity.
 */
record QueueConnection(String name, Map<String, String> settings) {
    QueueClient queue(String queueName) {
        String connectionString = settings.get(name);
        QueueClientBuilder builder = new QueueClientBuilder();
        if (connectionString != null) {
            builder.connectionString(connectionString);
        } else {
            builder.endpoint(serviceUri()).credential(identity().build());
        }
        // Queue messages are handled as raw text: the host must be able to move one that it cannot decode.
        return builder.queueName(queueName).buildClient();
    }

    private String serviceUri() {
        String uri = firstOf("__queueServiceUri", "__serviceUri");
        if (uri != null) {
            return uri;
        }
        String account = firstOf("__accountName");
        if (account == null) {
            throw new UnusableFunction("no storage account: expected the app setting " + name
                    + " (a connection string), " + name + "__queueServiceUri or " + name + "__accountName");
        }
        return "https://" + account + ".queue.core.windows.net";
    }

    private ManagedIdentityCredentialBuilder identity() {
        String kind = firstOf("__credential");
        if (kind != null && !kind.equalsIgnoreCase("managedidentity")) {
            throw new UnusableFunction(name + "__credential should be managedidentity but is " + kind);
        }
        return new ManagedIdentityCredentialBuilder().clientId(firstOf("__clientId"));
    }

    private @Nullable String firstOf(String... suffixes) {
        for (String suffix : suffixes) {
            String value = settings.get(name + suffix);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}

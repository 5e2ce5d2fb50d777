package io.callarchive.lake;

import com.azure.core.credential.TokenCredential;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import io.callarchive.storage.StorageTransport;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.regex.Pattern;

/** How a storage service is reached. */
public sealed interface StorageAddress {
    /** By an identity. */
    record ServiceUri(URI uri) implements StorageAddress {
        private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}|localhost");

        /**
         * Reads it from a setting or an argument.
         *
         * @throws IllegalArgumentException with the rule, if the text is not as it should be
         */
        public static ServiceUri parse(String text) {
            String rule = "must be an https URI without user and query";
            try {
                URI uri = new URI(text);
                String host = Objects.requireNonNullElse(uri.getHost(), "");
                boolean loopback =
                        "http".equals(uri.getScheme()) && LOOPBACK.matcher(host).matches();
                boolean safe = !host.isEmpty() && ("https".equals(uri.getScheme()) || loopback);
                if (!safe || uri.getRawUserInfo() != null || uri.getRawQuery() != null) {
                    throw new IllegalArgumentException(rule);
                }
                return new ServiceUri(uri);
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException(rule, e);
            }
        }
    }

    /** With the key in a connection string: the emulator's way. Not a record, whose text would show the key. */
    final class ConnectionString implements StorageAddress {
        private final String secret;

        public ConnectionString(String secret) {
            this.secret = secret;
        }

        public String secret() {
            return secret;
        }
    }

    /** A container of the blob service that is there. */
    default BlobContainerClient container(String name, TokenCredential credential, StorageTransport transport) {
        BlobServiceClientBuilder builder =
                new BlobServiceClientBuilder().httpClient(transport.http()).retryOptions(transport.retries());
        if (this instanceof ServiceUri address) {
            builder.endpoint(address.uri().toString()).credential(credential);
        } else if (this instanceof ConnectionString connection) {
            builder.connectionString(connection.secret());
        }
        return builder.buildClient().getBlobContainerClient(name);
    }
}

package io.callarchive.app;

import java.net.URI;

/** How a storage service is reached. */
sealed interface StorageAddress {
    /** By the app's identity. */
    record ServiceUri(URI uri) implements StorageAddress {}

    /** With the key in a connection string: the emulator's way. Not a record, whose text would show the key. */
    final class ConnectionString implements StorageAddress {
        private final String secret;

        ConnectionString(String secret) {
            this.secret = secret;
        }

        String secret() {
            return secret;
        }
    }
}

package io.callarchive.person;

import com.azure.core.exception.AzureException;
import com.azure.core.exception.HttpResponseException;
import com.azure.storage.blob.models.BlobStorageException;
import java.nio.file.FileSystemException;

/** Why something could not be done, in words for whoever ran the command. */
final class Cause {
    private Cause() {}

    static String inWords(Exception e) {
        if (e instanceof BlobStorageException storage) {
            return "storage answered " + storage.getStatusCode() + " " + storage.getErrorCode();
        }
        if (e instanceof HttpResponseException http && http.getResponse() != null) {
            return "answered " + http.getResponse().getStatusCode();
        }
        if (e instanceof AzureException && e.getCause() != null) {
            // Who cannot sign in finds the reason there.
            return e.getMessage() + " " + e.getCause().getMessage();
        }
        if (e instanceof FileSystemException) {
            // Its text is the path, which may name the person.
            return "the export cannot be written: " + e.getClass().getSimpleName();
        }
        return String.valueOf(e.getMessage());
    }
}

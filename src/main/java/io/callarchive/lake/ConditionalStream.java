package io.callarchive.lake;

import com.azure.storage.blob.models.BlobStorageException;
import io.callarchive.dayfile.PublishedDays.ChangedMeanwhile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A blob's stream, which reads it in several requests, each on the condition that the blob is still the same. */
final class ConditionalStream extends FilterInputStream {

    ConditionalStream(InputStream stream) {
        super(stream);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw translated(e);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return super.read(target, offset, length);
        } catch (IOException e) {
            throw translated(e);
        }
    }

    private static IOException translated(IOException e) {
        return e.getCause() instanceof BlobStorageException cause && isAnotherState(cause)
                ? new ChangedMeanwhile(cause)
                : e;
    }

    static boolean isAnotherState(BlobStorageException e) {
        String code = String.valueOf(e.getErrorCode());
        return code.equals("ConditionNotMet") || code.equals("BlobNotFound");
    }
}

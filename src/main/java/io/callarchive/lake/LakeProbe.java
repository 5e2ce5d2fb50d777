package io.callarchive.lake;

import io.callarchive.status.HealthCheck;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Whether a container can be written: stores a block out of sight, which the service drops after a week. */
public final class LakeProbe implements HealthCheck.Probe {
    private static final String BLOB = "health-probe";
    private static final String BLOCK = Base64.getEncoder().encodeToString(BLOB.getBytes(StandardCharsets.UTF_8));

    private final String container;
    private final BlobStore blobs;

    public LakeProbe(String container, BlobStore blobs) {
        this.container = container;
        this.blobs = blobs;
    }

    @Override
    public HealthCheck look() {
        blobs.stageBlock(BLOB, BLOCK, ByteBuffer.wrap(new byte[1]));
        return HealthCheck.pass("container " + container, "can be written");
    }
}

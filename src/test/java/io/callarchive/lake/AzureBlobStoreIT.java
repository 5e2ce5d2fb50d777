package io.callarchive.lake;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobStorageException;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.local.storage.Azurite;
import io.callarchive.local.storage.EmulatedStorage;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Azure store against the emulator: the contract, and the fault campaign. */
class AzureBlobStoreIT extends BlobStoreContract {
    private static final int TRIALS = Integer.getInteger("campaign.azurite.trials", 40);

    private Azurite account;
    private BlobContainerClient container;

    @BeforeEach
    void start() throws IOException {
        account = Azurite.account();
        container = EmulatedStorage.container(account, "call-logs");
    }

    @Override
    BlobStore store() {
        return new AzureBlobStore(container);
    }

    private BlobStore store(String suffix) {
        return new AzureBlobStore(EmulatedStorage.container(account, "call-logs-" + suffix));
    }

    @Override
    Optional<byte[]> read(String name) {
        try {
            return Optional.of(container.getBlobClient(name).downloadContent().toBytes());
        } catch (BlobStorageException e) {
            return Optional.empty();
        }
    }

    @Test
    void everyDayEndsAsOneWholeFile() {
        long seed = Long.getLong("campaign.seed", new Random().nextLong());
        System.out.println("Fault campaign against Azurite: " + TRIALS + " trials, -Dcampaign.seed=" + seed);
        Random seeds = new Random(seed);
        long wholeFiles = 0;
        long rowsKept = 0;
        for (int i = 0; i < TRIALS; i++) {
            LocalDate date = LocalDate.of(2026, 1, 1).plusDays(i);
            String path = DayPath.ofFile(new ArchiveDay(CallLog.SMS, date));
            try (ConcurrentReader reader = new ConcurrentReader(() -> read(path))) {
                LakeStores stores = new LakeStores(store(), store("readings"), store("records"));
                FaultCampaign trial = new FaultCampaign(seeds.nextLong(), stores, this::read, date);
                trial.run();
                rowsKept += trial.rowsKept();
                wholeFiles += reader.wholeFiles();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("trial " + i + " of seed " + seed + ": " + e.getMessage(), e);
            }
        }
        System.out.println("Fault campaign against Azurite: " + wholeFiles + " whole files seen by concurrent readers, "
                + rowsKept + " rows looked for in the next file, distinct rows lost: 0");
        assertThat(container.listBlobs()).hasSizeGreaterThanOrEqualTo(TRIALS);
    }
}

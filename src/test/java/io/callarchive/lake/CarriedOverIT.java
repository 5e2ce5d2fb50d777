package io.callarchive.lake;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.dayfile.CommitOutcome;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.PublishedDays.Published;
import io.callarchive.local.storage.Azurite;
import io.callarchive.local.storage.EmulatedStorage;
import io.callarchive.pages.Page;
import io.callarchive.pages.PageRequest;
import io.callarchive.pages.RowTimes;
import io.callarchive.testing.Runs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an administrator does with a file is not undone by the next check or reading of it. */
class CarriedOverIT {
    private static final Instant NOW = Instant.parse("2026-11-22T03:31:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Random RANDOM = new Random();
    private static final Map<String, String> TAGS = Map.of("case", "42", "hold", "until closed");

    private final ArchiveDay day =
            new ArchiveDay(CallLog.SMS, LocalDate.of(2020, 1, 1).plusDays(RANDOM.nextInt(2000)));
    private Azurite account;
    private BlobContainerClient container;
    private BlobClient blob;

    @BeforeEach
    void anAdministratorMarksAnArchivedFile() throws IOException {
        account = Azurite.account();
        container = EmulatedStorage.container(account, "carried-over");
        blob = container.getBlobClient(DayPath.ofFile(day));
        blob.deleteIfExists();
        assertThat(archive(container, NOW.minusSeconds(60), 1)).isInstanceOf(CommitOutcome.Archived.class);
        Map<String, String> metadata = new HashMap<>(properties().getMetadata());
        metadata.put("caseNumber", "42");
        blob.setMetadata(metadata);
        blob.setTags(TAGS);
        blob.setAccessTier(AccessTier.COOL);
    }

    @Test
    void aCheckLeavesAllOfItAlone() {
        String etag = properties().getETag();
        Published published = new BlobDays(stores(container), CLOCK).find(day).orElseThrow();
        DayFile checked = published.file().checkedWith(new DayFile.Check(NOW, 0, Optional.of(0L), 0, Set.of()));

        assertThat(published.remember(checked)).isTrue();

        assertThat(properties().getETag()).isEqualTo(etag);
        assertThat(new BlobDays(stores(container), CLOCK)
                        .find(day)
                        .orElseThrow()
                        .file())
                .isEqualTo(checked);
        assertMarksAreThere();
    }

    @Test
    void anEqualReadingLeavesAllOfItAlone() {
        String etag = properties().getETag();
        assertThat(archive(container, NOW, 1)).isInstanceOf(CommitOutcome.Unchanged.class);

        assertThat(properties().getETag()).isEqualTo(etag);
        assertMarksAreThere();
    }

    @Test
    void aLargerReadingTakesAllOfItOver() {
        assertThat(archive(container, NOW, 2)).isInstanceOf(CommitOutcome.Archived.class);

        assertThat(properties().getMetadata()).containsEntry("rows", "2");
        assertMarksAreThere();
    }

    @Test
    void withoutTheRightToReadTagsTheFileIsReplacedAllTheSame() {
        BlobContainerSasPermission permissions = new BlobContainerSasPermission()
                .setReadPermission(true)
                .setWritePermission(true)
                .setCreatePermission(true)
                .setListPermission(true);
        String sas = container.generateSas(new BlobServiceSasSignatureValues(
                Instant.now(Clock.systemUTC()).plusSeconds(600).atOffset(ZoneOffset.UTC), permissions));
        BlobContainerClient withoutTags = new BlobContainerClientBuilder()
                .endpoint(container.getBlobContainerUrl())
                .sasToken(sas)
                .buildClient();

        assertThat(archive(withoutTags, NOW, 2)).isInstanceOf(CommitOutcome.Archived.class);

        assertThat(properties().getMetadata()).containsEntry("rows", "2").containsEntry("caseNumber", "42");
        assertThat(properties().getAccessTier()).isEqualTo(AccessTier.COOL);
    }

    /** On a file that nobody has put elsewhere, the account's own tier is not written down. */
    @Test
    void aFileInTheAccountsTierStaysThere() {
        blob.delete();
        archive(container, NOW.minusSeconds(30), 1);
        archive(container, NOW, 2);

        assertThat(properties().isAccessTierInferred()).isTrue();
        assertThat(blob.getTags()).isEmpty();
    }

    private void assertMarksAreThere() {
        assertThat(properties().getMetadata()).containsEntry("caseNumber", "42");
        assertThat(properties().getAccessTier()).isEqualTo(AccessTier.COOL);
        assertThat(blob.getTags()).isEqualTo(TAGS);
    }

    private BlobProperties properties() {
        return blob.getProperties();
    }

    private LakeStores stores(BlobContainerClient files) {
        return new LakeStores(
                new AzureBlobStore(files),
                new AzureBlobStore(EmulatedStorage.container(account, "carried-over-readings")),
                new AzureBlobStore(EmulatedStorage.container(account, "carried-over-records")));
    }

    private CommitOutcome archive(BlobContainerClient client, Instant start, int rows) {
        LakeStores stores = stores(client);
        BlobLake lake = new BlobLake(stores, CLOCK, "test");
        Optional<RunId> writer =
                new BlobDays(stores, CLOCK).find(day).map(found -> found.file().run());
        Run run = Runs.over(writer, RunId.startingAt(start, RANDOM), Reason.REVISIT);
        ByteBuffer lines = ByteBuffer.wrap(IntStream.range(0, rows)
                .mapToObj(row -> "{\"id\":" + row + "}\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8));
        lake.stage(
                PageRequest.first(day, run, 0, run.id().dueAt()),
                new Page(lines, rows, RowTimes.NONE, Optional.empty()));
        return lake.commit(day, run);
    }
}

package io.callarchive.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callarchive.dayfile.PublishedDays.ChangedMeanwhile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rules of block blobs that the commit protocol rests on, for every store that claims to keep them. */
abstract class BlobStoreContract {
    private static final int MORE_THAN_ONE_REQUEST_READS = 9 << 20;
    private static final Map<String, String> METADATA = Map.of("run", "1");

    private final String blob = "log=sms/date=2026-11-21/" + getClass().getSimpleName() + "-" + System.nanoTime();

    abstract BlobStore store();

    abstract Optional<byte[]> read(String name);

    @Test
    void blobsThatNobodyWroteAreNotThere() {
        assertThat(store().find(blob)).isEmpty();
        assertThat(store().uncommittedBlocks(blob)).isEmpty();
    }

    @Test
    void stagedBlocksAreListedButOutOfSight() {
        stage("a", "A");
        stage("b", "B");
        assertThat(store().uncommittedBlocks(blob)).containsExactlyInAnyOrder(id("a"), id("b"));
        assertThat(store().find(blob)).isEmpty();
        assertThat(read(blob)).isEmpty();
    }

    @Test
    void aDeletedBlobIsGoneAndDeletingItAgainDoesNoHarm() {
        stage("a", "A");
        commit(Optional.empty(), "a");
        store().delete(blob);
        store().delete(blob);
        assertThat(store().find(blob)).isEmpty();
        assertThat(store().list(blob)).isEmpty();
        stage("b", "B");
        assertThat(commit(Optional.empty(), "b")).isTrue();
        assertThat(text()).isEqualTo("B");
    }

    /** What discards all that is staged of a blob, and what a record is, of which the metadata is all there is. */
    @Test
    void aCommitOfNoBlocksIsAnEmptyBlobAndDiscardsWhatIsStaged() {
        stage("a", "A");
        assertThat(commit(Optional.empty())).isTrue();
        assertThat(text()).isEmpty();
        assertThat(store().uncommittedBlocks(blob)).isEmpty();
        assertThat(store().find(blob).orElseThrow().metadata()).containsAllEntriesOf(METADATA);
        assertThat(commit(Optional.empty())).as("there is one already").isFalse();
    }

    @Test
    void commitShowsTheNamedBlocksInTheirOrderWithTheMetadata() {
        stage("a", "A");
        stage("b", "B");
        assertThat(commit(Optional.empty(), "b", "a")).isTrue();
        assertThat(text()).isEqualTo("BA");
        assertThat(store().find(blob).orElseThrow().metadata()).containsAllEntriesOf(METADATA);
    }

    @Test
    void aBlockStagedAgainIsOverwritten() {
        stage("a", "old");
        stage("a", "new");
        assertThat(commit(Optional.empty(), "a")).isTrue();
        assertThat(text()).isEqualTo("new");
    }

    @Test
    void commitDiscardsTheBlocksThatItDoesNotName() {
        stage("a", "A");
        stage("b", "B");
        commit(Optional.empty(), "a");
        assertThat(store().uncommittedBlocks(blob)).isEmpty();
        assertThat(commit(etag(), "b")).isFalse();
        assertThat(text()).isEqualTo("A");
    }

    @Test
    void blocksStagedAfterACommitStayBesideTheBlob() {
        stage("a", "A");
        commit(Optional.empty(), "a");
        stage("b", "B");
        assertThat(store().uncommittedBlocks(blob)).containsExactly(id("b"));
        assertThat(text()).isEqualTo("A");
        assertThat(commit(etag(), "a", "b")).isTrue();
        assertThat(text()).isEqualTo("AB");
    }

    @Test
    void commitOfABlobThatMustNotBeThereIsRefusedOnceItIs() {
        stage("a", "A");
        commit(Optional.empty(), "a");
        stage("b", "B");
        assertThat(commit(Optional.empty(), "b")).isFalse();
        assertThat(text()).isEqualTo("A");
        assertThat(store().uncommittedBlocks(blob)).containsExactly(id("b"));
    }

    @Test
    void commitOverAnotherStateIsRefused() {
        stage("a", "A");
        commit(Optional.empty(), "a");
        Optional<String> old = etag();
        stage("b", "B");
        commit(old, "b");
        stage("c", "C");
        assertThat(commit(old, "c")).isFalse();
        assertThat(text()).isEqualTo("B");
    }

    @Test
    void commitOverABlobThatIsNotThereIsRefused() {
        stage("a", "A");
        assertThat(commit(Optional.of("\"0x8DD0000000000\""), "a")).isFalse();
        assertThat(store().find(blob)).isEmpty();
    }

    @Test
    void commitOfABlockThatIsNotThereIsRefused() {
        stage("a", "A");
        assertThat(commit(Optional.empty(), "a", "z")).isFalse();
        assertThat(store().uncommittedBlocks(blob)).containsExactly(id("a"));
    }

    @Test
    void newMetadataLeavesContentAndStagedBlocksAlone() {
        stage("a", "A");
        commit(Optional.empty(), "a");
        stage("b", "B");
        Optional<String> before = etag();
        assertThat(store().replaceMetadata(blob, Map.of("run", "2"), before.orElseThrow()))
                .isTrue();
        assertThat(etag()).isNotEqualTo(before);
        assertThat(store().find(blob).orElseThrow().metadata()).containsEntry("run", "2");
        assertThat(text()).isEqualTo("A");
        assertThat(store().uncommittedBlocks(blob)).containsExactly(id("b"));
    }

    @Test
    void newMetadataOverAnotherStateIsRefused() {
        stage("a", "A");
        commit(Optional.empty(), "a");
        String old = etag().orElseThrow();
        store().replaceMetadata(blob, Map.of("run", "2"), old);
        assertThat(store().replaceMetadata(blob, Map.of("run", "3"), old)).isFalse();
        assertThat(store().find(blob).orElseThrow().metadata()).containsEntry("run", "2");
    }

    @Test
    void readsTheStateThatTheEtagNames() throws IOException {
        stage("a", "A");
        stage("b", "B");
        commit(Optional.empty(), "a", "b");
        stage("c", "C");
        try (InputStream content = store().read(blob, etag().orElseThrow())) {
            assertThat(content.readAllBytes()).asString().isEqualTo("AB");
        }
    }

    @Test
    void readOfAnotherStateIsRefused() {
        stage("a", "A");
        commit(Optional.empty(), "a");
        String old = etag().orElseThrow();
        store().replaceMetadata(blob, Map.of("run", "2"), old);
        assertThatThrownBy(() -> readAll(old)).isInstanceOf(ChangedMeanwhile.class);
    }

    @Test
    void readOfABlobThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> readAll("\"0x8DD0000000000\"")).isInstanceOf(ChangedMeanwhile.class);
    }

    @Test
    void changeBehindAReadersBackIsNoticed() throws IOException {
        store().stageBlock(blob, id("a"), ByteBuffer.allocate(MORE_THAN_ONE_REQUEST_READS));
        commit(Optional.empty(), "a");
        String etag = etag().orElseThrow();
        try (InputStream content = store().read(blob, etag)) {
            assertThat(content.read()).isZero();
            store().replaceMetadata(blob, Map.of("run", "2"), etag);
            assertThatThrownBy(content::readAllBytes).isInstanceOf(ChangedMeanwhile.class);
        }
    }

    private byte[] readAll(String etag) throws IOException {
        try (InputStream content = store().read(blob, etag)) {
            return content.readAllBytes();
        }
    }

    @Test
    void blockIdsOfAnotherLengthAreAFault() {
        stage("a", "A");
        assertThatThrownBy(() -> store().stageBlock(blob, Base64.getEncoder().encodeToString(new byte[9]), bytes("B")))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void listsCommittedBlobsWithTheirMetadataAndStagedOnesWithout() {
        String other = blob + "-staged-only";
        stage("a", "A");
        commit(Optional.empty(), "a");
        store().stageBlock(other, id("b"), bytes("B"));
        assertThat(store().list(blob)).containsOnlyKeys(blob, other);
        assertThat(store().list(blob)).hasEntrySatisfying(blob, listed -> {
            assertThat(listed.metadata()).containsAllEntriesOf(METADATA);
            assertThat(listed.etag()).isEqualTo(store().find(blob).orElseThrow().etag());
            assertThat(listed.bytes()).isPositive();
            assertThat(listed.changedAt()).isAfter(Instant.EPOCH);
        });
        assertThat(store().list(blob))
                .hasEntrySatisfying(
                        other, listed -> assertThat(listed.metadata()).isEmpty());
        assertThat(store().list("log=nothing/")).isEmpty();
    }

    private void stage(String name, String content) {
        store().stageBlock(blob, id(name), bytes(content));
    }

    private boolean commit(Optional<String> etag, String... names) {
        return store().commit(
                        blob,
                        List.of(names).stream().map(BlobStoreContract::id).toList(),
                        METADATA,
                        etag.map(state -> new BlobStore.Stored(state, Map.of(), Optional.empty(), 0)));
    }

    private Optional<String> etag() {
        return store().find(blob).map(BlobStore.Stored::etag);
    }

    private String text() {
        return new String(read(blob).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static String id(String name) {
        return Base64.getEncoder().encodeToString(name.repeat(6).getBytes(StandardCharsets.UTF_8));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}

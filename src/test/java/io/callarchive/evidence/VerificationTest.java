package io.callarchive.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.Sha256;
import io.callarchive.evidence.DayVerdict.Kind;
import io.callarchive.evidence.JournalEntry.Action;
import io.callarchive.lake.BlobStore;
import io.callarchive.lake.DayPath;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.plan.History;
import io.callarchive.testing.FastForward;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A week of nights with their digests, and what is found after somebody has done this or that to it. */
class VerificationTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);
    private static final ArchiveDay DAY = new ArchiveDay(CallLog.SMS, MONDAY);
    private static final ArchiveDay NEXT = new ArchiveDay(CallLog.SMS, MONDAY.plusDays(1));
    private static final Instant NOON = Instant.parse("2026-11-16T12:00:00Z");
    private static final Duration A_DAY = Duration.ofDays(1);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SimulatedTenant tenant = new SimulatedTenant(5, (log, day) -> 7);
    private FastForward app = week();

    @BeforeEach
    void aWeekIsArchived() {
        for (int night = 1; night <= 6; night++) {
            app.runUntil(NOON.plus(A_DAY.multipliedBy(night)));
            app.digest();
        }
    }

    @AfterEach
    void end() {
        app.close();
    }

    private FastForward week() {
        tenant.holdBack(CallLog.SMS, MONDAY, 3);
        FastForward week = new FastForward(tenant, NOON, new History(Optional.of(0), 0), 1);
        week.runUntil(NOON.plus(A_DAY));
        week.digest();
        tenant.release(CallLog.SMS, MONDAY);
        return week;
    }

    @Test
    void whatNobodyTouchedIsSoundAndLateRowsAreExplained() throws IOException {
        assertThat(chain().faults()).isEmpty();
        assertThat(chain().head()).isEqualTo(chain().digests()).isGreaterThanOrEqualTo(6);
        assertThat(verdict(DAY).kind()).isEqualTo(Kind.GROWN);
        assertThat(verdict(DAY).words()).isEqualTo("grown by late rows, from 4 to 7");
        assertThat(verdict(NEXT).kind()).isEqualTo(Kind.SOUND);
        assertThat(verdict(new ArchiveDay(CallLog.DIALOUT, MONDAY)).kind()).isEqualTo(Kind.SOUND);
        assertThat(app.events().stream().filter(event -> event.name() == Name.DIGEST_WRITTEN))
                .hasSize((int) chain().digests());
        assertThat(app.events().stream()
                        .filter(event -> event.name() == Name.DIGEST_WRITTEN)
                        .reduce((one, other) -> other)
                        .map(Object::toString))
                .hasValueSatisfying(line -> assertThat(line)
                        .contains("sha256=" + chain().hash(chain().head()).orElseThrow()));
    }

    @Test
    void nothingNewMakesNoDigestAndADayWithoutAnythingDoes() {
        long before = chain().head();
        app.digest();
        assertThat(chain().head()).isEqualTo(before);
        app.skipTo(app.now().plus(A_DAY));
        app.digest();
        assertThat(chain().head()).isEqualTo(before + 1);
    }

    @Test
    void aByteThatIsFlippedIsFound() throws IOException {
        byte[] content = content(DAY);
        content[content.length / 2] ^= 1;
        replace(DAY, content);
        assertThat(verdict(DAY).kind()).isEqualTo(Kind.CHANGED);
        assertThat(verdict(DAY).words()).contains("nor any other that a digest knows");
    }

    @Test
    void twoFilesThatAreSwappedAreNamed() throws IOException {
        byte[] one = content(DAY);
        byte[] other = content(NEXT);
        replace(DAY, other);
        replace(NEXT, one);
        assertThat(verdict(DAY).words()).isEqualTo("it is the file of sms 2026-11-17");
        assertThat(verdict(NEXT).words()).isEqualTo("it is the file of sms 2026-11-16");
    }

    @Test
    void aFileOfAnotherTenantIsNobodysFile() throws IOException {
        SimulatedTenant others = new SimulatedTenant(99, (log, day) -> 7);
        try (FastForward elsewhere = new FastForward(others, NOON, new History(Optional.of(0), 0), 1)) {
            elsewhere.runUntil(NOON.plus(A_DAY));
            replace(DAY, elsewhere.lake().files().content(DayPath.ofFile(DAY)).orElseThrow());
        }
        assertThat(verdict(DAY).kind()).isEqualTo(Kind.CHANGED);
    }

    @Test
    void anEarlierFileThatIsPutBackIsNamedByItsDigest() throws IOException {
        FastForward again = week();
        byte[] first = again.lake().files().content(DayPath.ofFile(DAY)).orElseThrow();
        again.close();
        replace(DAY, first);
        assertThat(verdict(DAY).words()).startsWith("it is the file of digest 1 again");
    }

    @Test
    void aFileThatIsTakenAwayIsMissing() throws IOException {
        app.lake().files().delete(DayPath.ofFile(DAY));
        assertThat(verdict(DAY).kind()).isEqualTo(Kind.MISSING);
        app.digest();
        assertThat(verdict(DAY).kind()).as("also after the next digest").isEqualTo(Kind.MISSING);
    }

    @Test
    void aFileThatNoDigestKnowsIsUnproven() throws IOException {
        ArchiveDay stranger = new ArchiveDay(CallLog.SMS, MONDAY.minusDays(100));
        app.lake().files().stageBlock(DayPath.ofFile(stranger), "AAAA", ByteBuffer.wrap(content(DAY)));
        app.lake().files().commit(DayPath.ofFile(stranger), List.of("AAAA"), Map.of(), Optional.empty());
        assertThat(verdict(stranger).kind()).isEqualTo(Kind.UNPROVEN);
    }

    @Test
    void metadataThatIsChangedComesIntoTheNextDigestAndIsFound() throws IOException {
        String path = DayPath.ofFile(NEXT);
        BlobStore.Stored stored = app.lake().files().find(path).orElseThrow();
        Map<String, String> edited = new HashMap<>(stored.metadata());
        edited.put("rows", "6");
        app.lake().files().replaceMetadata(path, edited, stored.etag());
        app.digest();
        assertThat(chain().mentions(NEXT)).last().satisfies(mention -> {
            assertThat(mention.file().rows()).isEqualTo(6);
            assertThat(mention.sequence()).isEqualTo(chain().head());
        });
        assertThat(verdict(NEXT).kind()).isEqualTo(Kind.CHANGED);
        assertThat(verdict(NEXT).words()).contains("its metadata was changed between digest ");
    }

    @Test
    void aDigestThatIsRemovedOrChangedBreaksTheChain() {
        app.evidence().remove(3);
        assertThat(chain().faults()).containsExactly("digest 3 is missing");
        app.evidence().replace(3, "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(chain().faults())
                .containsExactly(
                        "digest 3 was changed: not the JSON of a Digest",
                        "digest 4 does not follow digest 3: one of them was changed");
    }

    @Test
    void aDigestThatIsRewrittenDoesNotFitTheNext() throws IOException {
        ObjectNode digest = (ObjectNode) JSON.readTree(app.evidence().read(3).orElseThrow());
        digest.put("at", "2026-11-18T12:00:01Z");
        app.evidence().replace(3, digest.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(chain().faults()).containsExactly("digest 4 does not follow digest 3: one of them was changed");
    }

    /** Whoever can rewrite all of the rest can make a chain that fits: only a hash that was kept elsewhere tells. */
    @Test
    void aChainThatIsRewrittenToItsEndIsFoundByAHashThatWasKeptElsewhere() throws IOException {
        String kept = chain().hash(4).orElseThrow();
        String previous = chain().hash(2).orElseThrow();
        for (long sequence = 3; sequence <= chain().head(); sequence++) {
            ObjectNode digest =
                    (ObjectNode) JSON.readTree(app.evidence().read(sequence).orElseThrow());
            digest.put("app", "forged").put("previous", previous);
            byte[] forged = digest.toString().getBytes(StandardCharsets.UTF_8);
            app.evidence().replace(sequence, forged);
            previous = Sha256.hex(forged);
        }
        assertThat(chain().faults()).isEmpty();
        assertThat(chain().hash(4)).isPresent().isNotEqualTo(Optional.of(kept));
    }

    @Test
    void theEndThatIsCutOffShowsByTheTimeOfTheNewest() {
        long head = chain().head();
        app.evidence().remove(head);
        app.evidence().remove(head - 1);
        assertThat(chain().newest())
                .hasValueSatisfying(
                        newest -> assertThat(newest).isBefore(app.now().minus(A_DAY)));
    }

    @Test
    void aJournalThatIsChangedIsFound() {
        app.evidence().append(entry(Action.BACKFILL));
        app.digest();
        assertThat(chain().faults()).isEmpty();
        app.evidence().append(entry(Action.CANCEL));
        assertThat(chain().faults()).as("what came later is of the next digest").isEmpty();
        app.evidence().forgetTheJournal();
        assertThat(chain().faults()).anyMatch(fault -> fault.startsWith("the journal of 2026-11 is not what digest "));
    }

    /** Even if the archive itself says that it is so. */
    @Test
    void aRowThatLeavesWithoutAnErasureIsFound() throws IOException {
        byte[] smaller = content(DAY);
        ObjectNode entry = JSON.valueToTree(chain().mentions(NEXT).get(0).file());
        entry.put("sha256", Sha256.hex(smaller))
                .put("rows", 6)
                .put("distinct", 6)
                .put("run", "019e0c8d4e00a1b2c3");
        addDigest(entry);
        replace(NEXT, smaller);
        assertThat(chain().faults()).isEmpty();
        assertThat(verdict(NEXT).kind()).isEqualTo(Kind.SHRUNK);
        assertThat(verdict(NEXT).words()).contains("lost 1 row between digest ", ", without an erasure");
    }

    @Test
    void howManyRowsThereWereIsNotSaidWhereNoDigestKnowsTheFileFromBeforeItsErasure() throws IOException {
        LocalDate date = MONDAY.minusDays(100);
        ArchiveDay old = new ArchiveDay(CallLog.SMS, date);
        app.lake().files().stageBlock(DayPath.ofFile(old), "AAAA", ByteBuffer.wrap(content(NEXT)));
        app.lake().files().commit(DayPath.ofFile(old), List.of("AAAA"), Map.of(), Optional.empty());
        ObjectNode entry = JSON.valueToTree(chain().mentions(NEXT).get(0).file());
        addDigest(entry.put("date", date.toString()).put("state", "erased"));
        app.evidence().append(entry(Action.ERASE, date));
        assertThat(verdict(old).kind()).isEqualTo(Kind.ERASED);
        assertThat(verdict(old).words())
                .isEqualTo("rows were removed by an erasure: 7 are left; how many there were, no digest tells");
    }

    /** One more, of that file alone, which fits the chain. */
    private void addDigest(ObjectNode file) throws IOException {
        long head = chain().head();
        ObjectNode digest = (ObjectNode) JSON.readTree(app.evidence().read(head).orElseThrow());
        digest.put("sequence", head + 1).put("previous", chain().hash(head).orElseThrow());
        digest.putArray("files").add(file);
        app.evidence().put(head + 1, JSON.writeValueAsBytes(digest));
    }

    @Test
    void whatIsNoEntryIsPassedOver() {
        app.evidence().append(entry(Action.BACKFILL));
        String line = entry(Action.CANCEL).line();
        app.evidence()
                .scribble("2026-11", "no JSON\n{}\n" + line.replace("2026-11-16", "yesterday") + line.substring(0, 40));
        app.evidence().scribble("2026-11", "\n" + line + line);
        assertThat(app.evidence().entries()).extracting(JournalEntry::action).containsExactly("backfill", "cancel");
    }

    @Test
    void twoNightsAtOnceMakeNoFork() {
        app.runUntil(NOON.plus(A_DAY.multipliedBy(7)));
        app.digest();
        app.digest();
        assertThat(chain().faults()).isEmpty();
        assertThat(app.evidence().put(chain().head(), new byte[0])).isFalse();
    }

    private static JournalEntry entry(Action action) {
        return entry(action, MONDAY);
    }

    private static JournalEntry entry(Action action, LocalDate date) {
        return JournalEntry.of(
                "id-of-" + action,
                Instant.parse("2026-11-22T13:00:00Z"),
                action,
                new JournalEntry.Span(date, date, List.of(CallLog.SMS)),
                false,
                "function-key",
                "accepted",
                "an order");
    }

    private Chain chain() {
        return Chain.read(app.evidence(), app.evidence(), Optional.empty(), count -> {});
    }

    private DayVerdict verdict(ArchiveDay day) throws IOException {
        return new Verification(
                        chain(),
                        app.evidence().entries(),
                        asked -> app.lake()
                                .files()
                                .content(DayPath.ofFile(asked))
                                .map(ByteArrayInputStream::new))
                .of(day);
    }

    private byte[] content(ArchiveDay day) {
        return app.lake().files().content(DayPath.ofFile(day)).orElseThrow();
    }

    private void replace(ArchiveDay day, byte[] content) {
        String path = DayPath.ofFile(day);
        Optional<BlobStore.Stored> stored = app.lake().files().find(path);
        app.lake().files().stageBlock(path, "AAAA", ByteBuffer.wrap(content));
        app.lake().files().commit(path, List.of("AAAA"), stored.orElseThrow().metadata(), stored);
    }
}

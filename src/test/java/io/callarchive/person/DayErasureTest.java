package io.callarchive.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.check.DayChecker;
import io.callarchive.check.ReadBack;
import io.callarchive.dayfile.CheckRequest;
import io.callarchive.dayfile.CommitOutcome;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.DayFile.State;
import io.callarchive.dayfile.PageNote;
import io.callarchive.dayfile.PublishedDays.Published;
import io.callarchive.dayfile.UnsoundFile;
import io.callarchive.graph.GraphRows;
import io.callarchive.lake.BlobDays;
import io.callarchive.lake.BlobLake;
import io.callarchive.lake.BlobStore;
import io.callarchive.lake.DayPath;
import io.callarchive.lake.LakeStores;
import io.callarchive.pages.Page;
import io.callarchive.pages.PageRequest;
import io.callarchive.pages.RowTimes;
import io.callarchive.person.DayErasure.Erased;
import io.callarchive.testing.InMemoryBlobStore;
import io.callarchive.testing.InMemoryFailures;
import io.callarchive.testing.InMemoryLake;
import io.callarchive.testing.Runs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Erasures of one day, alone and with everything else that can happen to the day at each of their storage operations. */
class DayErasureTest {
    private static final String ANNA = "0f4e2f0a-0001-4c7e-9a55-8d6f6c1a0001";
    private static final String BERT = "0f4e2f0a-0002-4c7e-9a55-8d6f6c1a0002";
    private static final ArchiveDay DAY = new ArchiveDay(CallLog.SMS, LocalDate.of(2026, 11, 18));
    private static final Instant NOW = Instant.parse("2026-11-22T03:30:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final List<String> FIRST = rows(7);
    private static final List<String> SECOND = rows(9);

    private final Random random = new Random(5);
    private final InMemoryLake memory = new InMemoryLake();
    private final InMemoryBlobStore store = memory.files();
    private final BlobLake lake = new BlobLake(memory.stores(), CLOCK, "test");

    /** The process dies. */
    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void theOtherRowsStayAsTheyAreAndInTheirOrder() throws Exception {
        archive(run(NOW.minusSeconds(60), false), FIRST);
        Erased erased = erase(ANNA);
        assertThat(lines()).isEqualTo(without(ANNA, FIRST)).hasSize(4);
        DayFile file = file();
        assertThat(erased).isEqualTo(new Erased(Optional.of(file.run()), 7, 4));
        assertThat(file.state()).isEqualTo(State.ERASED);
        assertThat(file.reason()).isEqualTo(Reason.ERASURE);
        assertThat(file.rows()).isEqualTo(4);
        assertThat(file.content().rawSizeBytes())
                .isEqualTo(String.join("\n", lines()).length() + 1);
        assertThat(file.content().firstRowTime()).contains(Instant.parse("2026-11-18T09:00:01Z"));
        assertThat(file.content().lastRowTime()).contains(Instant.parse("2026-11-18T09:00:05Z"));
        assertThat(file.check()).isEmpty();
    }

    @Test
    void aFileThatLacksRowsDoesNotPassForWholeAfterwards() throws Exception {
        Run base = run(NOW.minusSeconds(60), true);
        stage(base, FIRST, Set.of(PageNote.INCOMPLETE));
        lake.commit(DAY, base);
        erase(ANNA);
        assertThat(file().state()).isEqualTo(State.ERASED);
        assertThat(file().isIncomplete()).isTrue();
    }

    @Test
    void severalPagesMakeOneFile() throws Exception {
        List<String> rows = rows(5_003);
        archive(run(NOW.minusSeconds(60), false), rows);
        erase(ANNA);
        assertThat(lines()).isEqualTo(without(ANNA, rows)).hasSize(3_335);
        assertThat(file().pages()).isEqualTo(4);
    }

    @Test
    void aDayOfNobodyElseIsAFileWithoutLines() throws Exception {
        archive(run(NOW.minusSeconds(60), false), List.of(row(0), row(3)));
        assertThat(erase(ANNA).rowsAfter()).isZero();
        assertThat(lines()).isEmpty();
        assertThat(file().pages()).isEqualTo(1);
    }

    @Test
    void aDayWithoutThePersonStaysAsItIs() throws Exception {
        archive(run(NOW.minusSeconds(60), false), List.of(row(1), row(2)));
        DayFile before = file();
        assertThat(erase(ANNA)).isEqualTo(new Erased(Optional.empty(), 2, 2));
        assertThat(file()).isEqualTo(before);
        assertThat(lake.progress(DAY, Optional.empty())).isEmpty();
    }

    @Test
    void aSecondPersonIsErasedToo() throws Exception {
        archive(run(NOW.minusSeconds(60), false), FIRST);
        RunId first = erase(ANNA).run().orElseThrow();
        RunId second = erase(BERT).run().orElseThrow();
        assertThat(lines()).isEqualTo(without(BERT, without(ANNA, FIRST))).hasSize(2);
        assertThat(second.newerThan(first)).isTrue();
    }

    @Test
    void aClockThatIsBehindMakesANewerRunAllTheSame() throws Exception {
        Run base = run(NOW.plusSeconds(3600), false);
        archive(base, FIRST);
        assertThat(erase(ANNA).run().orElseThrow().newerThan(base.id())).isTrue();
        assertThat(lines()).isEqualTo(without(ANNA, FIRST));
    }

    @Test
    void aRunThatWasUnderWayDoesNotBringTheRowsBack() throws Exception {
        archive(run(NOW.minusSeconds(60), false), FIRST);
        Run older = run(NOW.minusSeconds(30), false);
        Run newer = run(NOW.plusSeconds(30), false);
        stage(older, SECOND);
        erase(ANNA);
        stage(newer, SECOND);
        assertThat(lake.commit(DAY, older)).isInstanceOf(CommitOutcome.Superseded.class);
        assertThat(lake.commit(DAY, newer)).isInstanceOf(CommitOutcome.Superseded.class);
        assertThat(lines()).isEqualTo(without(ANNA, FIRST));
    }

    @Test
    void theStagedPagesOfOtherRunsVanish() throws Exception {
        archive(run(NOW.minusSeconds(60), false), FIRST);
        stage(run(NOW.minusSeconds(30), false), SECOND);
        erase(ANNA);
        assertThat(store.uncommittedBlocks(DayPath.ofFile(DAY))).isEmpty();
    }

    @Test
    void onlyForceOverrides() throws Exception {
        archive(run(NOW.minusSeconds(60), false), FIRST);
        erase(ANNA);
        assertThat(archive(run(NOW.minusSeconds(30), true), SECOND)).isInstanceOf(CommitOutcome.Superseded.class);
        assertThat(archive(run(NOW.plusSeconds(30), true), SECOND)).isInstanceOf(CommitOutcome.Archived.class);
        assertThat(lines()).isEqualTo(SECOND);
        assertThat(file().state()).isEqualTo(State.PROVISIONAL);
    }

    @Test
    void theCheckOfTheNewFileFindsItSound() throws Exception {
        archive(run(NOW.minusSeconds(60), false), FIRST);
        RunId run = erase(ANNA).run().orElseThrow();
        new DayChecker(
                        new BlobDays(memory.stores(), CLOCK),
                        new ReadBack(new GraphRows(), log -> Set.of()),
                        () -> {
                            throw new AssertionError("the day is not to be read");
                        },
                        (check, delay) -> {},
                        new InMemoryFailures(),
                        CLOCK)
                .check(new CheckRequest(DAY, run, 0), event -> {});
        assertThat(file().check()).isPresent();
        assertThat(file().state()).isEqualTo(State.ERASED);
    }

    @Test
    void aFileThatIsNotWhatItsMetadataSaysIsLeftAlone() throws Exception {
        archive(run(NOW.minusSeconds(60), false), List.of("{\"userId\":\"" + ANNA + "\"}", "no row"));
        assertThatThrownBy(() -> erase(ANNA))
                .isInstanceOf(UnsoundFile.class)
                .hasMessageNotContaining(ANNA)
                .hasMessageNotContaining("no row");
        assertThat(lines()).hasSize(2);
    }

    /** What somebody else may do to the day in between. */
    private enum Other {
        OLDER_RUN,
        NEWER_RUN,
        FORCED_RUN,
        CHECK,
        OTHER_ERASURE
    }

    @ParameterizedTest
    @EnumSource
    void whateverHappensAtAnyOperationNoRowIsLostAndNoneComesBack(Other other) throws Exception {
        int at = 0;
        boolean happened = true;
        while (happened) {
            DayErasureTest trial = new DayErasureTest();
            happened = trial.eraseWhile(other, at++);
        }
        assertThat(at).as("operations").isGreaterThan(7);
    }

    private boolean eraseWhile(Other other, int operation) throws Exception {
        archive(run(NOW.minusSeconds(60), false), FIRST);
        // Begun before the erasure, as a message of a run under way.
        Run older = run(NOW.minusSeconds(30), false);
        boolean[] happened = {false};
        BlobStore disturbed = before(count -> {
            if (count == operation) {
                happened[0] = true;
                act(other, older);
            }
        });
        erasure(disturbed, ANNA).erase(DAY);
        List<String> expected = happened[0] && othersRows ? SECOND : FIRST;
        if (other == Other.OTHER_ERASURE && happened[0]) {
            expected = without(BERT, expected);
        }
        assertThat(lines()).as("%s at operation %s", other, operation).isEqualTo(without(ANNA, expected));
        assertThat(file().state()).isEqualTo(State.ERASED);
        return happened[0];
    }

    /** Whether another run's rows became the file. */
    private boolean othersRows;

    private void act(Other other, Run older) {
        switch (other) {
            case OLDER_RUN -> othersRows = archive(older, SECOND) instanceof CommitOutcome.Archived;
            case NEWER_RUN ->
                othersRows = archive(run(NOW.plusSeconds(30), false), SECOND) instanceof CommitOutcome.Archived;
            case FORCED_RUN ->
                othersRows = archive(run(NOW.plusSeconds(30), true), SECOND) instanceof CommitOutcome.Archived;
            case CHECK -> {
                Published published =
                        new BlobDays(memory.stores(), CLOCK).find(DAY).orElseThrow();
                published.remember(
                        published.file().checkedWith(new DayFile.Check(NOW, 0, Optional.of(0L), 0, Set.of())));
            }
            case OTHER_ERASURE -> {
                try {
                    erase(BERT);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    @Test
    void whereverTheProcessDiesTheFileIsOneOrTheOtherAndTheNextTryFinishes() throws Exception {
        int deaths = 0;
        for (boolean after : List.of(false, true)) {
            boolean died = true;
            for (int operation = 0; died; operation++) {
                DayErasureTest trial = new DayErasureTest();
                died = trial.eraseAndDie(operation, after);
                deaths += died ? 1 : 0;
            }
        }
        assertThat(deaths)
                .as("operations, each with a death before and after it")
                .isGreaterThan(15);
    }

    private boolean eraseAndDie(int operation, boolean after) throws Exception {
        archive(run(NOW.minusSeconds(60), false), FIRST);
        IntConsumer die = count -> {
            if (count == operation) {
                throw new Death();
            }
        };
        boolean died = false;
        try {
            erasure(after ? after(die) : before(die), ANNA).erase(DAY);
        } catch (Death e) {
            died = true;
        }
        assertThat(lines()).isIn(FIRST, without(ANNA, FIRST));
        erase(ANNA);
        assertThat(lines()).isEqualTo(without(ANNA, FIRST));
        return died;
    }

    @Test
    void aFileThatIsDeletedMeanwhileDoesNotComeBack() {
        Run erasure = Runs.over(
                Optional.of(RunId.startingAt(NOW.minusSeconds(60), random)),
                RunId.startingAt(NOW, random),
                Reason.ERASURE);
        stage(erasure, FIRST);
        assertThat(lake.commit(DAY, erasure)).isEqualTo(new CommitOutcome.Discarded(Optional.empty()));
        assertThat(store.names()).isEmpty();
    }

    private BlobStore before(IntConsumer action) {
        return disturbed(action, count -> {});
    }

    private BlobStore after(IntConsumer action) {
        return disturbed(count -> {}, action);
    }

    /** The store, with something that happens before or after each operation, which are counted from 0. */
    private BlobStore disturbed(IntConsumer before, IntConsumer after) {
        int[] operations = {0};
        return (BlobStore) Proxy.newProxyInstance(
                BlobStore.class.getClassLoader(), new Class<?>[] {BlobStore.class}, (proxy, method, arguments) -> {
                    int count = operations[0]++;
                    before.accept(count);
                    try {
                        Object result = method.invoke(store, arguments);
                        after.accept(count);
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Erased erase(String id) throws IOException, UnsoundFile {
        return erasure(store, id).erase(DAY);
    }

    private DayErasure erasure(BlobStore blobs, String id) {
        return new DayErasure(
                new BlobDays(new LakeStores(blobs, memory.readings(), memory.records()), CLOCK),
                new GraphRows(),
                Person.user(id),
                CLOCK,
                random,
                "test");
    }

    private Run run(Instant begin, boolean force) {
        Optional<RunId> base = new BlobDays(memory.stores(), CLOCK)
                .find(DAY)
                .map(found -> found.file().run());
        return new Run(
                RunId.startingAt(begin, random),
                0,
                Reason.BACKFILL,
                1,
                false,
                force ? Optional.of(begin) : Optional.empty(),
                false,
                base);
    }

    private CommitOutcome archive(Run run, List<String> rows) {
        stage(run, rows);
        return lake.commit(DAY, run);
    }

    private void stage(Run run, List<String> rows) {
        stage(run, rows, Set.of());
    }

    private void stage(Run run, List<String> rows, Set<PageNote> notes) {
        byte[] lines = rows.isEmpty() ? new byte[0] : (String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
        PageRequest request = PageRequest.firstPages(DAY, run, NOW).get(0);
        lake.stage(request, new Page(ByteBuffer.wrap(lines), rows.size(), RowTimes.NONE, Optional.empty(), notes));
    }

    private DayFile file() {
        return new BlobDays(memory.stores(), CLOCK).find(DAY).orElseThrow().file();
    }

    private List<String> lines() {
        byte[] content = store.content(DayPath.ofFile(DAY)).orElseThrow();
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> rows(int count) {
        return IntStream.range(0, count).mapToObj(DayErasureTest::row).toList();
    }

    /** Of three rows one is Anna's, by an id in capitals; of the other two one names Bert, deep inside. */
    private static String row(int number) {
        String time = Instant.parse("2026-11-18T09:00:00Z").plusSeconds(number).toString();
        String who = switch (number % 3) {
            case 0 -> "\"userId\":\"" + ANNA.replace('f', 'F') + "\"";
            case 1 -> "\"others\":[{\"id\":\"" + BERT + "\"}]";
            default -> "\"userId\":null,\"price\":0.00";
        };
        return "{ \"id\":\"" + number + "\",\"sentDateTime\":\"" + time + "\"," + who + "}";
    }

    private static List<String> without(String id, List<String> rows) {
        return rows.stream()
                .filter(row -> !row.toLowerCase(Locale.ROOT).contains(id))
                .toList();
    }
}

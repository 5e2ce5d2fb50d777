package io.callarchive.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event;
import io.callarchive.Problem;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.StorageFault;
import io.callarchive.dayfile.DayFile;
import io.callarchive.graph.GraphRows;
import io.callarchive.pages.PageArchiver;
import io.callarchive.pages.PageQueue;
import io.callarchive.pages.PageRequest;
import io.callarchive.pages.RequestLimits;
import io.callarchive.person.DayErasure;
import io.callarchive.person.Person;
import io.callarchive.testing.ChangingGraph;
import io.callarchive.testing.InMemoryFailures;
import io.callarchive.testing.InMemoryKeptAside;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One day, archived by several runs at once while everything that can happen to a queue, a process and a changing log
 * happens: messages are delivered up to three times, late and out of order; invocations are interleaved at each of
 * their storage operations; the process dies before or after any of them; Graph and the storage refuse for a while. The
 * day is read again, for every reason there is, by a log that has gained and lost rows meanwhile. In every other trial
 * somebody erases a person's rows. All of it follows from one seed.
 */
final class FaultCampaign {
    private static final int MAX_DELIVERIES = 20_000;
    private static final int MAX_DEPTH = 3;
    private static final int MAX_ERASURES = 6;
    private static final Set<Event.Name> CLOSED =
            Set.of(Event.Name.DAY_ARCHIVED, Event.Name.DAY_UNCHANGED, Event.Name.DAY_KEPT);
    private static final List<Reason> REASONS =
            List.of(Reason.NIGHTLY, Reason.REVISIT, Reason.RECHECK, Reason.GAP, Reason.BACKFILL);

    /** The process dies: nothing after this point of the invocation happens. */
    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Random random;
    private final LakeStores stores;
    private final Function<String, Optional<byte[]>> reader;
    private final ArchiveDay day;
    private final int chains;
    private final ChangingGraph graph;
    private final List<PageRequest> queue = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final PageArchiver archiver;
    private final BlobLake lake;
    private final BlobDays days;
    private final DayErasure erasure;
    private final boolean erasing;
    private final Set<String> closed = new HashSet<>();
    private final Map<String, List<List<String>>> readBeside = new HashMap<>();
    private final Set<RunId> mayUndoErasures = new HashSet<>();
    private String textSeen = "";
    private @Nullable DayFile fileSeen;
    private boolean calm;
    private int depth;
    private int forks;
    private int erasuresBegun;
    private int erasures;
    private int unions;
    private int rowsKept;

    FaultCampaign(long seed, LakeStores stores, Function<String, Optional<byte[]>> reader, LocalDate date) {
        this.random = new Random(seed);
        this.stores = stores;
        this.reader = reader;
        this.day = new ArchiveDay(CallLog.SMS, date);
        this.chains = 1 + random.nextInt(3);
        this.graph = new ChangingGraph(random);
        Clock clock = Clock.fixed(Instant.parse("2026-11-22T03:30:00Z"), ZoneOffset.UTC);
        PageQueue pageQueue = (request, delay) -> {
            maybeDie();
            queue.add(request);
            maybeDie();
        };
        LakeStores troubled = new LakeStores(
                new TroubledStore(stores.files()),
                new TroubledStore(stores.readings()),
                new TroubledStore(stores.records()));
        this.lake = new BlobLake(troubled, clock, "test");
        this.erasing = random.nextBoolean();
        this.days = new BlobDays(troubled, clock);
        this.erasure = new DayErasure(days, new GraphRows(), Person.user(ChangingGraph.USER_ID), clock, random, "test");
        this.archiver = new PageArchiver(
                graph,
                lake,
                pageQueue,
                new InMemoryKeptAside(),
                new InMemoryFailures(),
                (day, run) -> maybeDie(),
                end -> maybeDie(),
                new RequestLimits(46),
                clock);
    }

    /** Runs the trial and checks its end. */
    void run() {
        int rounds = 1 + random.nextInt(3);
        for (int round = 0; round < rounds; round++) {
            calm = false;
            beginRuns(round);
            deliverAll();
            checkReadings();
            graph.changeOn();
        }
        if (erasing) {
            calm = true;
            erase();
            assertThat(textSeen).doesNotContain(ChangingGraph.USER_ID);
        }
        checkFile(true);
        events.stream().filter(e -> e.name() == Event.Name.DAY_FAILED).forEach(e -> System.out.println(e));
    }

    private void beginRuns(int round) {
        int runs = 1 + random.nextInt(3);
        Instant began = Instant.parse("2026-11-22T03:30:00Z").plusMillis(10L * round);
        for (int i = 0; i < runs; i++) {
            RunId id = RunId.startingAt(began.plusMillis(random.nextInt(3)), random);
            calmly(() -> {
                boolean force = erasing && random.nextInt(4) == 0;
                // Ordered before any erasure, though the run may begin after it, or after all of them.
                boolean late = random.nextBoolean();
                Instant ordered = began.plus(late ? Duration.ofDays(1) : Duration.ofDays(-1));
                Run run = new Run(
                        id,
                        0,
                        REASONS.get(random.nextInt(REASONS.size())),
                        chains,
                        random.nextBoolean(),
                        Optional.of(ordered).filter(any -> force),
                        false,
                        writer());
                if (force && late) {
                    mayUndoErasures.add(id);
                }
                queue.addAll(PageRequest.firstPages(day, run, began));
                return true;
            });
            int deliveries = random.nextInt(6);
            for (int j = 0; j < deliveries; j++) {
                deliverOne();
                if (random.nextInt(6) == 0) {
                    maybeErase();
                }
            }
        }
    }

    private void deliverAll() {
        int deliveries = 0;
        while (!queue.isEmpty()) {
            assertThat(++deliveries).as("deliveries until the queue is empty").isLessThan(MAX_DELIVERIES);
            if (deliveries > 150) {
                calm = true;
                graph.recover();
            }
            deliverOne();
        }
    }

    /** How many rows were looked for in the next file, none of which may be missing. */
    int rowsKept() {
        return rowsKept;
    }

    /** How many files were made of two readings. */
    int unions() {
        return unions;
    }

    List<Event> events() {
        return events;
    }

    /** Whether pages were staged in more than one version. */
    int forks() {
        return forks;
    }

    /** How many files were replaced by one without the person's rows. */
    int erasures() {
        return erasures;
    }

    private Optional<RunId> writer() {
        return Optional.ofNullable(
                        days.between(day.log(), day.date(), day.date()).get(day.date()))
                .map(DayFile::run);
    }

    private void deliverOne() {
        if (queue.isEmpty()) {
            return;
        }
        PageRequest message = queue.remove(random.nextInt(queue.size()));
        int copies = calm ? 1 : random.nextInt(30) == 0 ? 3 : random.nextInt(12) == 0 ? 2 : 1;
        for (int i = 1; i < copies; i++) {
            queue.add(message);
        }
        depth++;
        try {
            archiver.archive(message, this::log);
        } catch (Death e) {
            queue.add(message);
        } finally {
            depth--;
        }
    }

    private void log(Event event) {
        events.add(event);
        if (CLOSED.contains(event.name())) {
            closed.add(event.toString().replaceAll(".* run=(\\w+) .*", "$1"));
        }
    }

    /** Of a run whose messages came twice there may be several readings, if Graph answered differently: one was taken. */
    private void checkReadings() {
        if (erasures == 0) {
            List<String> kept = textSeen.lines().toList();
            closed.forEach(run -> {
                List<List<String>> read = readBeside.getOrDefault(run, List.of());
                assertThat(read.isEmpty() || read.stream().anyMatch(kept::containsAll))
                        .as("what run %s has read is in the file: %s", run, read)
                        .isTrue();
                rowsKept += read.isEmpty() ? 0 : read.get(0).size();
            });
        }
        closed.clear();
    }

    /** What a run has read, published beside the file to be compared with it. */
    private void noteReading(String blob) {
        String run = blob.replaceAll(".*run=(\\w+)[.].*", "$1");
        stores.readings()
                .find(blob)
                .filter(stored -> !stored.metadata().isEmpty())
                .ifPresent(stored -> {
                    try (InputStream content = stores.readings().read(blob, stored.etag())) {
                        readBeside
                                .computeIfAbsent(run, unused -> new ArrayList<>())
                                .add(unzip(content.readAllBytes()).lines().toList());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private void maybeErase() {
        if (erasing && erasuresBegun < MAX_ERASURES) {
            erasuresBegun++;
            erase();
        }
    }

    private void erase() {
        depth++;
        try {
            erasure.erase(day);
        } catch (Death | StorageFault e) {
            // Begun again at another time, or not.
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            depth--;
        }
    }

    private void maybeDie() {
        if (!calm && random.nextInt(25) == 0) {
            throw new Death();
        }
    }

    /** The storage is away, leased or not yet allowed: what it was asked is not done. */
    private void maybeRefuse() {
        if (!calm && random.nextInt(40) == 0) {
            throw new StorageFault(new Problem(0, "LeaseIdMissing", "leased", ""), true, new IllegalStateException());
        }
    }

    private void maybeInterrupt() {
        if (!calm && depth > 0 && depth < MAX_DEPTH && random.nextInt(4) == 0) {
            if (random.nextInt(4) == 0) {
                maybeErase();
            } else {
                deliverOne();
            }
        }
    }

    private <T> T calmly(Supplier<T> action) {
        boolean before = calm;
        calm = true;
        try {
            return action.get();
        } finally {
            calm = before;
        }
    }

    /** What a reader finds at this moment: a whole reading, or nothing yet. */
    private void checkFile(boolean mustExist) {
        Optional<byte[]> content = reader.apply(DayPath.ofFile(day));
        if (mustExist) {
            assertThat(content).as("the day's file, after%n%s", events).isPresent();
        }
        if (content.isEmpty()) {
            return;
        }
        String text = unzip(content.get());
        DayFile file = DayMetadata.read(
                        stores.files().find(DayPath.ofFile(day)).orElseThrow().metadata(), Map.of())
                .orElseThrow();
        assertThat(file.rows()).isEqualTo(text.lines().count());
        assertThat(file.content().rawSizeBytes()).isEqualTo(text.length());
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        assertThat(Long.parseLong(file.content().crc32(), 16)).isEqualTo(crc.getValue());
        if (fileSeen != null && file.run().equals(fileSeen.run())) {
            assertThat(text).isEqualTo(textSeen);
        } else {
            checkSuccession(Optional.ofNullable(fileSeen), file, text);
        }
        textSeen = text;
        fileSeen = file;
    }

    /** Whether this file may follow that one. */
    private void checkSuccession(Optional<DayFile> before, DayFile file, String text) {
        if (file.reason() == Reason.ERASURE) {
            String others = textSeen.lines()
                    .filter(line -> !line.contains(ChangingGraph.USER_ID))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
            assertThat(text).as("the rows of the others").isEqualTo(others).isNotEqualTo(textSeen);
            assertThat(file.state()).isEqualTo(DayFile.State.ERASED);
            erasures++;
            return;
        }
        List<String> rows = text.lines().toList();
        List<String> lost = before.isEmpty()
                ? List.of()
                : textSeen.lines().filter(row -> !rows.contains(row)).toList();
        assertThat(lost).as("distinct rows lost").isEmpty();
        rowsKept += before.isEmpty() ? 0 : (int) textSeen.lines().distinct().count();
        if (!graph.isOneReading(text, chains)) {
            unions++;
            assertThat(isUnion(rows))
                    .as("a reading, and what only the file had:%n%s", text)
                    .isTrue();
        }
        if (before.isPresent() && !mayUndoErasures.contains(file.run())) {
            assertThat(before.get().state()).isNotEqualTo(DayFile.State.ERASED);
        }
        before.ifPresent(replaced -> assertThat(file.run()).isGreaterThan(replaced.run()));
    }

    /** Whether these are the rows of a reading, and then those that only the file before had, each once. */
    private boolean isUnion(List<String> rows) {
        for (int end = 0; end <= rows.size(); end++) {
            List<String> reading = rows.subList(0, end);
            List<String> others = textSeen.lines()
                    .distinct()
                    .filter(row -> !reading.contains(row))
                    .toList();
            String text = reading.stream().map(row -> row + "\n").collect(Collectors.joining());
            if (others.equals(rows.subList(end, rows.size())) && graph.isOneReading(text, chains)) {
                return true;
            }
        }
        return false;
    }

    private static String unzip(byte[] gzip) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The store under test, with trouble before and after each of its operations. */
    private final class TroubledStore implements BlobStore {
        private final BlobStore store;

        TroubledStore(BlobStore store) {
            this.store = store;
        }

        @Override
        public void stageBlock(String blob, String blockId, ByteBuffer content) {
            around(() -> {
                store.stageBlock(blob, blockId, content);
                return true;
            });
        }

        @Override
        public List<String> uncommittedBlocks(String blob) {
            List<String> blocks = around(() -> store.uncommittedBlocks(blob));
            long pages = blocks.stream()
                    .map(BlockId::decode)
                    .flatMap(Optional::stream)
                    .map(id -> id.place().toString())
                    .distinct()
                    .count();
            forks += pages < blocks.size() ? 1 : 0;
            return blocks;
        }

        @Override
        public Optional<Stored> find(String blob) {
            return around(() -> store.find(blob));
        }

        @Override
        public boolean commit(String blob, List<String> ids, Map<String, String> metadata, Optional<Stored> replaced) {
            return around(() -> {
                boolean done = store.commit(blob, ids, metadata, replaced);
                if (store == stores.readings()) {
                    noteReading(blob);
                }
                checkFile(false);
                return done;
            });
        }

        @Override
        public InputStream read(String blob, String etag) throws IOException {
            maybeDie();
            maybeInterrupt();
            InputStream content = store.read(blob, etag);
            maybeInterrupt();
            return content;
        }

        @Override
        public boolean replaceMetadata(String blob, Map<String, String> metadata, String etag) {
            return around(() -> store.replaceMetadata(blob, metadata, etag));
        }

        @Override
        public void delete(String blob) {
            around(() -> {
                store.delete(blob);
                return true;
            });
        }

        @Override
        public Map<String, Listed> list(String prefix) {
            return around(() -> store.list(prefix));
        }

        private <T> T around(Supplier<T> operation) {
            maybeDie();
            maybeRefuse();
            maybeInterrupt();
            T result = operation.get();
            maybeInterrupt();
            maybeDie();
            return result;
        }
    }
}

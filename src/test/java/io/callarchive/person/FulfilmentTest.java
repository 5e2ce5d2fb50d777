package io.callarchive.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.dayfile.DayFile.State;
import io.callarchive.evidence.JournalEntry;
import io.callarchive.graph.GraphRows;
import io.callarchive.lake.BlobDays;
import io.callarchive.lake.BlobLake;
import io.callarchive.pages.KeptAside;
import io.callarchive.pages.Page;
import io.callarchive.pages.PageRequest;
import io.callarchive.pages.RowTimes;
import io.callarchive.plan.Order;
import io.callarchive.testing.InMemoryEvidence;
import io.callarchive.testing.InMemoryLake;
import io.callarchive.testing.InMemoryPlan;
import io.callarchive.testing.Runs;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FulfilmentTest {
    private static final String ANNA = "0f4e2f0a-0001-4c7e-9a55-8d6f6c1a0001";
    private static final String HERS = "{\"userId\":\"" + ANNA + "\"}\n";
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T03:30:00Z"), ZoneOffset.UTC);

    private final Random random = new Random(5);
    private final InMemoryLake memory = new InMemoryLake();
    private final BlobLake lake = new BlobLake(memory.stores(), CLOCK, "test");
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final List<String> aside = new ArrayList<>();
    private final InMemoryPlan plan = new InMemoryPlan();
    private final InMemoryEvidence evidence = new InMemoryEvidence(CLOCK);
    private final List<JsonNode> records = new ArrayList<>();
    private final List<State> mondayAtEachRecord = new ArrayList<>();

    @BeforeEach
    void archiveThreeDaysAndBeginAFourth() {
        archive(MONDAY, HERS + "{\"a\":1}\n");
        archive(MONDAY.plusDays(1), HERS + "no row\n");
        archive(MONDAY.plusDays(2), "{\"b\":2}\n" + HERS);
        lake.heartbeat(new ArchiveDay(CallLog.SMS, MONDAY.plusDays(3)), runId(), CLOCK.instant());
    }

    @Test
    void aDayThatCannotBeSearchedDoesNotKeepTheOthersFromBeingErased() throws Exception {
        assertThat(fulfil("erase --yes")).isFalse();
        assertThat(state(MONDAY)).isEqualTo(State.ERASED);
        assertThat(state(MONDAY.plusDays(1))).isEqualTo(State.PROVISIONAL);
        assertThat(state(MONDAY.plusDays(2))).isEqualTo(State.ERASED);
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains("FAILED  log=sms date=2026-11-17  a line of the file is not a JSON object")
                .contains("erased  log=sms date=2026-11-18  rows 2 -> 1")
                .doesNotContain(ANNA)
                .doesNotContain("no row");
    }

    @Test
    void theRecordIsThereBeforeTheFirstFileIsTouchedAndAfterEachDay() throws Exception {
        fulfil("erase --yes");
        assertThat(records).hasSize(4);
        assertThat(mondayAtEachRecord).containsExactly(State.PROVISIONAL, State.ERASED, State.ERASED, State.ERASED);
        assertThat(records.get(0).findValuesAsText("done")).containsExactly("false", "false");
        assertThat(records.get(1).findValuesAsText("done")).containsExactly("true", "false");
        assertThat(records.get(2).path("endedAt").isNull()).isTrue();
        assertThat(records.get(3).path("endedAt").asText()).isEqualTo("2026-11-22T03:30:00Z");
        assertThat(records.toString()).doesNotContain(ANNA);
    }

    @Test
    void theJournalSaysWhoBeganItAndThatItWasNotAllDone() throws Exception {
        fulfil("erase --yes");
        assertThat(evidence.entries())
                .extracting(
                        JournalEntry::action,
                        JournalEntry::who,
                        JournalEntry::from,
                        JournalEntry::to,
                        JournalEntry::result)
                .containsExactly(
                        tuple("erase", "admin", "2026-11-16", "2026-11-18", "accepted"),
                        tuple("erase", "admin", "2026-11-16", "2026-11-18", "incomplete"));
        assertThat(evidence.entries().toString()).doesNotContain(ANNA);
    }

    @Test
    void whatIsHeldIsNotErasedUntilItIsReleased() throws Exception {
        evidence.append(JournalEntry.of(
                "hold-1",
                CLOCK.instant(),
                JournalEntry.Action.HOLD,
                new JournalEntry.Span(MONDAY, MONDAY, Set.of(CallLog.SMS)),
                false,
                "counsel",
                "accepted",
                "matter 7"));
        assertThat(fulfil("erase --yes")).isFalse();
        assertThat(state(MONDAY)).isEqualTo(State.PROVISIONAL);
        assertThat(state(MONDAY.plusDays(2))).isEqualTo(State.ERASED);
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains("HELD    log=sms date=2026-11-16  by the legal hold hold-1: nothing is erased from it");
        evidence.append(JournalEntry.of(
                "release-1",
                CLOCK.instant(),
                JournalEntry.Action.RELEASE,
                new JournalEntry.Span(MONDAY, MONDAY, Set.of(CallLog.SMS)),
                false,
                "counsel",
                "accepted",
                "hold-1"));
        fulfil("erase --yes");
        assertThat(state(MONDAY)).isEqualTo(State.ERASED);
    }

    @Test
    void aDayWithoutAFileIsNotPassedOverInSilence() throws Exception {
        fulfil("find");
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains("days of sms without a file that could be searched: 1;")
                .contains("\n2 rows match.");
        assertThat(records).isEmpty();
    }

    @Test
    void oneRowIsCountedInTheSingular() throws Exception {
        fulfil("erase", MONDAY);
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains("\n1 row matches.\nWith --yes, 1 row will be erased from 1 file.\n");
    }

    @Test
    void answersThatAreKeptAsideAreNamedAndNothingIsDoneUntilTheyAreGone() throws Exception {
        aside.add("log=sms/date=2026-11-16/unreadable/run=1-0-1-00000000.json.gz");
        assertThat(fulfil("find", MONDAY)).isFalse();
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains("NOT SEARCHED: answers of sms", "kept aside in call-logs-failures", aside.get(0));
        aside.clear();
        assertThat(fulfil("find", MONDAY)).isTrue();
    }

    private boolean fulfil(String verb) throws IOException, BadArguments {
        return fulfil(verb, MONDAY.plusDays(14));
    }

    @Test
    void whoErasesIsToldOfWhatIsStillOrdered() throws IOException, BadArguments {
        Order order = plan.place(new Order(
                CLOCK.instant(), LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 30), Set.of(CallLog.SMS), true));
        plan.place(new Order(
                CLOCK.instant(), LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 30), Set.of(CallLog.PSTN), true));
        fulfil("erase --yes");
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains("The order " + order.id() + " is open. It was placed before, so it brings nothing back.");
        assertThat(records)
                .allSatisfy(record ->
                        assertThat(record.at("/openWork/orders").toString()).isEqualTo("[\"" + order.id() + "\"]"));
    }

    private boolean fulfil(String verb, LocalDate to) throws IOException, BadArguments {
        PersonRequest request = PersonArguments.read(
                        List.of((verb + " --from 2026-11-01 --to " + to + " --logs sms --user -").split(" ")),
                        Optional.of("none"),
                        new BufferedReader(new StringReader(ANNA)))
                .orElseThrow();
        BlobDays days = new BlobDays(memory.stores(), CLOCK);
        ErasureRecord record = new ErasureRecord(this::keep, CLOCK, runId(), "test");
        KeptAside keptAside = mock();
        when(keptAside.between(any(), any(), any())).thenReturn(aside);
        return new Fulfilment(
                        days,
                        new DaySearch(days, request.person()),
                        new DayErasure(days, new GraphRows(), request.person(), CLOCK, random, "test"),
                        record,
                        new ErasureJournal(evidence, () -> "admin", () -> new UUID(random.nextLong(), 1), CLOCK),
                        keptAside,
                        plan,
                        plan,
                        new PrintStream(output, true, StandardCharsets.UTF_8))
                .fulfil(request);
    }

    private void keep(String name, byte[] json) {
        assertThat(name).matches("erasures/[0-9a-f]{18}\\.json");
        mondayAtEachRecord.add(state(MONDAY));
        try {
            records.add(JSON.readTree(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private State state(LocalDate date) {
        return new BlobDays(memory.stores(), CLOCK)
                .find(new ArchiveDay(CallLog.SMS, date))
                .orElseThrow()
                .file()
                .state();
    }

    private void archive(LocalDate date, String lines) {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, date);
        Run run = Runs.of(runId(), Reason.NIGHTLY);
        ByteBuffer text = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
        lake.stage(
                PageRequest.firstPages(day, run, run.id().dueAt()).get(0),
                new Page(text, (int) lines.lines().count(), RowTimes.NONE, Optional.empty()));
        lake.commit(day, run);
    }

    private RunId runId() {
        return RunId.startingAt(CLOCK.instant(), random);
    }
}

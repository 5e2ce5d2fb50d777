package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.specialized.BlobLeaseClient;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.lake.DayPath;
import io.callarchive.local.run.LocalAzure;
import io.callarchive.local.run.LoggedEvent;
import io.callarchive.local.storage.EmulatedStorage;
import io.callarchive.local.storage.StorageGateway;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.testing.FarFromMidnight;
import io.callarchive.testing.PackagedApp;
import io.callarchive.testing.Runs;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The packaged app and a storage account that refuses: by itself, or where the emulator never would, by a gateway. */
@ExtendWith(FarFromMidnight.class)
class StorageRefusalsIT {
    private static final Random RANDOM = new Random();
    private static final String UNCHECKED = "AzureWebJobs.CheckDay.Disabled";

    private final LocalDate today = LocalDate.now(Clock.systemUTC());

    private LocalAzure azure;
    private StorageGateway gateway;

    @BeforeEach
    void start() throws IOException {
        azure = new LocalAzure(new SimulatedTenant(7, (log, date) -> 20), Map.of());
        azure.graph().withoutLimits();
        gateway = new StorageGateway(azure.azurite());
    }

    @AfterEach
    void stop() {
        gateway.close();
        azure.close();
    }

    @Test
    void aFirstNightBeforeTheRolesWorkEndsWell() {
        gateway.refuse(403, "AuthorizationPermissionMismatch", request -> true);
        List<CallLog> logs = List.of(CallLog.SMS, CallLog.PSTN);
        try (PackagedApp app = behindTheGateway(Map.of("ARCHIVE_LOGS", "sms,pstn"))) {
            app.host().fire("DailyArchive");
            LoggedEvent blind = app.await(Name.THROTTLED, Map.of("log", "unknown"));
            assertThat(blind.value("code")).isEqualTo("AuthorizationPermissionMismatch");
            assertThat(blind.value("message")).contains("a new assignment takes some minutes");
            assertThat(blind.value("waitSeconds")).isEqualTo("60");
            gateway.recover();
            for (CallLog log : logs) {
                LoggedEvent archived = app.await(Name.DAY_ARCHIVED, Map.of("log", log.label()));
                ArchiveDay day = new ArchiveDay(log, LocalDate.parse(archived.value("date")));
                assertThat(day.date()).isEqualTo(today.minusDays(1));
                assertThat(app.lines(day)).isEqualTo(app.served(day));
                assertThat(app.failure(day)).isEmpty();
            }
            app.awaitRest();
            assertThat(app.host().output())
                    .noneMatch(line -> line.contains("ERROR ") || line.contains(Name.DAY_FAILED.name()));
        }
    }

    @Test
    void whatPassesIsSaidInWordsAndWaitedForWhateverItIs() {
        Map<ArchiveDay, String> codes = new LinkedHashMap<>();
        Map<String, Integer> statuses = Map.of(
                "ServerBusy", 503,
                "OperationTimedOut", 500,
                "ContainerBeingDeleted", 409,
                "InsufficientAccountPermissions", 403,
                "AccountIsDisabled", 403);
        statuses.forEach((code, status) -> {
            ArchiveDay day = day(4 + codes.size());
            codes.put(day, code);
            gateway.refuse(status, code, request -> isOf(day, request));
        });
        ArchiveDay silent = day(4 + codes.size());
        codes.put(silent, "storage-no-answer");
        gateway.keepSilent(request -> isOf(silent, request));
        try (PackagedApp app = behindTheGateway(Map.of())) {
            codes.keySet().forEach(day -> app.begin(day, revisit()));
            codes.forEach((day, code) -> {
                LoggedEvent waiting = app.await(Name.THROTTLED, day);
                assertThat(waiting.value("code")).isEqualTo(code);
                assertThat(waiting.value("status")).isEqualTo("" + statuses.getOrDefault(code, 0));
                assertThat(waiting.value("message")).doesNotContain("the storage service refused the call");
                assertThat(app.awaitFailure(day).path("code").textValue()).isEqualTo(code);
            });
            gateway.recover();
            codes.keySet().forEach(day -> {
                app.await(Name.DAY_ARCHIVED, day);
                assertThat(app.lines(day)).isEqualTo(app.served(day));
            });
            assertThat(app.host().output())
                    .noneMatch(line -> line.contains("ERROR ") || line.contains(Name.DAY_FAILED.name()));
        }
    }

    @Test
    void whatNoWaitingChangesIsSaidInWordsAfterOneTry() {
        Map<ArchiveDay, String> codes =
                Map.of(day(4), "BlobImmutableDueToPolicy", day(5), "BlobArchived", day(6), "MetadataTooLarge");
        try (PackagedApp app = behindTheGateway(Map.of())) {
            codes.keySet().forEach(day -> {
                azure.tenant().orElseThrow().holdBack(day.log(), day.date(), 3);
                app.begin(day, revisit());
                app.await(Name.DAY_CHECKED, day);
                app.awaitMetadata(day, "checkedAt");
                azure.tenant().orElseThrow().release(day.log(), day.date());
            });
            Map<ArchiveDay, List<String>> before = new LinkedHashMap<>();
            codes.forEach((day, code) -> {
                before.put(day, app.lines(day));
                gateway.refuse(409, code, request -> isCommit(day, request));
                app.begin(day, revisit());
            });
            codes.forEach((day, code) -> {
                LoggedEvent failed = app.await(Name.DAY_FAILED, day);
                assertThat(failed.value("code")).isEqualTo(code);
                assertThat(failed.value("message")).doesNotContain("the storage service refused the call");
                JsonNode failure = app.awaitFailure(day);
                assertThat(failure.path("code").textValue()).isEqualTo(code);
                assertThat(failure.path("askedAgainAt").isNull()).isTrue();
                assertThat(app.lines(day)).isEqualTo(before.get(day));
            });
            assertThat(gateway.refused()).isEqualTo(codes.size());
            assertThat(app.host().output()).noneMatch(line -> line.contains("ERROR "));
        }
    }

    @Test
    void aFileInTheArchiveTierIsNotReadBackAndThatIsSaid() {
        ArchiveDay day = day(4);
        try (PackagedApp app = PackagedApp.start(azure, Map.of(UNCHECKED, "true"))) {
            app.begin(day, revisit());
            app.await(Name.DAY_ARCHIVED, day);
        }
        azure.lake().getBlobClient(DayPath.ofFile(day)).setAccessTier(AccessTier.ARCHIVE);
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            LoggedEvent failed = app.await(Name.DAY_FAILED, day);
            assertThat(failed.value("code")).isEqualTo("BlobArchived");
            assertThat(failed.value("message")).contains("rehydrate it to Hot or Cool");
            assertThat(app.awaitFailure(day).path("code").textValue()).isEqualTo("BlobArchived");
        }
    }

    @Test
    void aLeaseOnTheRecordOfAFailureIsWaitedForBeforeTheDayIsGivenUp() {
        ArchiveDay day = day(4);
        azure.identity().grant(Set.of("User.Read.All"));
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            app.begin(day, revisit());
            app.awaitFailure(day);
            BlobLeaseClient lease = new BlobLeaseClientBuilder()
                    .blobClient(EmulatedStorage.container(azure.azurite(), "call-logs-failures")
                            .getBlobClient("log=sms/date=" + day.date() + "/failure.json"))
                    .buildClient();
            lease.acquireLease(-1);
            Run second = revisit();
            app.begin(day, second);
            LoggedEvent waiting =
                    app.await(Name.THROTTLED, Map.of("run", second.id().hex()));
            assertThat(waiting.value("code")).isEqualTo("LeaseIdMissing");
            lease.releaseLease();
            app.await(Name.DAY_FAILED, Map.of("run", second.id().hex()));
            JsonNode failure = app.awaitFailure(
                    day,
                    record -> record.path("run").asText().equals(second.id().hex()));
            assertThat(failure.path("status").intValue()).isEqualTo(403);
        }
    }

    /**
     * A storage that says of each commit that somebody else was faster is none: the only thing from outside at which the
     * app gives up with an exception of its own.
     */
    @Test
    void aDeadLetterSaysWhichExceptionItWasAndQuotesNoEarlierOne() {
        ArchiveDay day = day(4);
        gateway.refuse(412, "ConditionNotMet", request -> isCommit(day, request));
        try (PackagedApp app = behindTheGateway(Map.of())) {
            for (int times : List.of(5, 11)) {
                Run run = revisit();
                app.begin(day, run);
                LoggedEvent failed =
                        app.await(Name.DAY_FAILED, Map.of("run", run.id().hex()));
                assertThat(failed.value("code")).isEqualTo("dead-letter");
                JsonNode failure = app.awaitFailure(
                        day,
                        record -> record.path("code").asText().equals("dead-letter")
                                && record.path("run").asText().equals(run.id().hex()));
                assertThat(failure.path("message").textValue())
                        .matches("page 0 failed again and again; " + times + " times in all, the last time at page 0: "
                                + "TooMuch in Contention\\.java, line \\d+");
                assertThat(failure.path("count").intValue()).isEqualTo(times + 1);
                assertThat(failure.path("askedAgainAt").isNull()).isTrue();
            }
            assertThat(app.hasFile(day)).isFalse();
        }
    }

    private PackagedApp behindTheGateway(Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>(more);
        settings.put("ARCHIVE_STORAGE__blobServiceUri", gateway.blobServiceUri().toString());
        return PackagedApp.start(azure, settings);
    }

    private ArchiveDay day(int age) {
        return new ArchiveDay(CallLog.SMS, today.minusDays(age));
    }

    /** Of the day's file, not of its failure record. */
    private static boolean isOf(ArchiveDay day, String request) {
        return request.contains("/call-logs/") && request.contains("sms-" + day.date());
    }

    private static boolean isCommit(ArchiveDay day, String request) {
        return isOf(day, request) && request.startsWith("PUT ") && request.endsWith("comp=blocklist");
    }

    private static Run revisit() {
        RunId id = RunId.startingAt(Instant.now(), RANDOM);
        return Runs.of(id, Reason.REVISIT);
    }
}

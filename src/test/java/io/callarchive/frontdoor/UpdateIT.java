package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.models.BlobItem;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.json.Json;
import io.callarchive.lake.DayPath;
import io.callarchive.local.storage.EmulatedStorage;
import io.callarchive.testing.DeployablePackage;
import io.callarchive.testing.PackagedApp;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The package of a release, unpacked somewhere else: it runs, a newer one follows it, and it follows the newer one. */
class UpdateIT extends OwnTenant {
    private static final String NEWER = "999.0.0-test";

    private static final Map<String, String> SHORT_LEASE = Map.of("LOCALHOST_LEASE_SECONDS", "3");

    @TempDir
    private Path folder;

    @Test
    void aRunGoesOnOverAnUpdateAndOverTheWayBack() throws Exception {
        Path released = DeployablePackage.unpack(folder.resolve("released"));
        Path newer = DeployablePackage.copyAs(NEWER, released, folder.resolve("newer"));
        ArchiveDay first = new ArchiveDay(CallLog.DIRECT_ROUTING, today.minusDays(3));
        ArchiveDay second = new ArchiveDay(CallLog.DIRECT_ROUTING, today.minusDays(2));
        azure.graph().answer(request -> Optional.of(azure.graph().usual(request).after(Duration.ofMillis(300))));

        try (PackagedApp before = PackagedApp.start(released, azure, SHORT_LEASE)) {
            inTheMiddleOf(first, before);
            before.host().kill();
        }
        try (PackagedApp after = PackagedApp.start(newer, azure, SHORT_LEASE)) {
            isWhole(first, after);
            assertThat(after.metadata(first)).containsEntry("appVersion", NEWER);
            inTheMiddleOf(second, after);
        }
        try (PackagedApp back = PackagedApp.start(released, azure, SHORT_LEASE)) {
            isWhole(second, back);
            assertThat(back.metadata(second)).doesNotContainEntry("appVersion", NEWER);
            assertThat(states(back, first, second)).containsExactly("provisional", "provisional");
            assertThat(back.lines(first)).isEqualTo(back.served(first));
        }
        assertThat(azure.lake().listBlobs().stream().map(BlobItem::getName))
                .containsExactlyInAnyOrder(DayPath.ofFile(first), DayPath.ofFile(second));
        for (String queue : List.of("archive-pages", "archive-checks", "archive-conductor")) {
            assertThat(EmulatedStorage.queue(azure.azurite(), queue + "-poison").peekMessages(1, null, null))
                    .isEmpty();
        }
    }

    private static void inTheMiddleOf(ArchiveDay day, PackagedApp app) {
        app.begin(day, run(2));
        app.await(Name.PAGE_STAGED, Map.of("date", day.date().toString(), "page", "1"));
        assertThat(app.hasFile(day)).isFalse();
    }

    private static void isWhole(ArchiveDay day, PackagedApp app) {
        app.await(Name.DAY_ARCHIVED, day);
        app.await(Name.DAY_CHECKED, day);
        assertThat(app.lines(day)).isEqualTo(app.served(day));
    }

    private static List<String> states(PackagedApp app, ArchiveDay from, ArchiveDay to) throws Exception {
        String path = "/api/archive?logs=" + from.log() + "&from=" + from.date() + "&to=" + to.date();
        return Json.tree(app.get(path).body()).at("/logs/0/days").findValuesAsText("state");
    }

    /** From equal files equal bytes, whoever has built it, where and when. */
    @Test
    void thePackageTellsNothingOfTheMachineThatBuiltIt() throws Exception {
        try (ZipFile zip = new ZipFile(DeployablePackage.zip().toFile())) {
            List<? extends ZipEntry> entries = zip.stream().toList();
            assertThat(entries)
                    .extracting(ZipEntry::getTimeLocal)
                    .containsOnly(entries.get(0).getTimeLocal());
            assertThat(entries).allSatisfy(entry -> assertThat(entry.getExtra()).isNull());
            List<String> staged = entries.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> !name.equals("callarchive"))
                    .toList();
            assertThat(staged).contains("host.json", "Health/function.json").doesNotContain("local.settings.json");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theCommandInThePackageRuns() throws Exception {
        Path app = DeployablePackage.unpack(folder.resolve("app"));
        ProcessBuilder command =
                new ProcessBuilder(app.resolve("callarchive").toString(), "--help").redirectErrorStream(true);
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        command.environment().merge("PATH", java, (path, ours) -> ours + File.pathSeparator + path);
        Process help = command.start();
        assertThat(new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("verify", "report", "person");
        assertThat(help.waitFor()).isZero();
        assertThat(Files.isExecutable(app.resolve("host.json"))).isFalse();
    }
}

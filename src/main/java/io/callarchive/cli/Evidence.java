package io.callarchive.cli;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import io.callarchive.evidence.Digests;
import io.callarchive.evidence.EvidenceFolder;
import io.callarchive.evidence.Journal;
import io.callarchive.evidence.Verification;
import io.callarchive.lake.DayPath;
import io.callarchive.lake.DigestBlobs;
import io.callarchive.lake.JournalBlobs;
import io.callarchive.storage.StorageCalls;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where files, digests and journal are: in the storage account, or in copies of its containers. */
final class Evidence {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Mixin
    private final Account account = new Account();

    @Option(names = "--files", paramLabel = "<folder>", description = "a copy of the container of the files instead")
    private @Nullable Path files;

    @Option(
            names = "--digests",
            paramLabel = "<folder>",
            description = "a copy of the container of the digests instead")
    private @Nullable Path digests;

    /** What the commands read. */
    record Sources(Digests digests, Journal journal, Verification.Files files) {}

    Sources open(Callarchive.Surroundings surroundings) {
        Verification.Files ofFiles =
                files == null ? stored(account.files(surroundings)) : inFolder(folder("--files", files));
        if (digests == null) {
            BlobContainerClient blobs = account.digests(surroundings);
            return new Sources(new DigestBlobs(blobs), new JournalBlobs(blobs), ofFiles);
        }
        EvidenceFolder copy = new EvidenceFolder(folder("--digests", digests));
        return new Sources(copy, copy, ofFiles);
    }

    private Path folder(String option, Path path) {
        if (!Files.isDirectory(path)) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(), option + " must be a folder that is there");
        }
        return path;
    }

    private static Verification.Files stored(BlobContainerClient blobs) {
        return day -> {
            BlobClient blob = blobs.getBlobClient(DayPath.ofFile(day));
            return StorageCalls.call(
                    () -> Optional.<InputStream>of(blob.openInputStream()),
                    refusal -> refusal.status() == 404 && !refusal.code().equals("ContainerNotFound")
                            ? Optional.of(Optional.empty())
                            : Optional.empty());
        };
    }

    private static Verification.Files inFolder(Path folder) {
        return day -> {
            Path file = folder.resolve(DayPath.ofFile(day));
            return Files.isRegularFile(file) ? Optional.of(Files.newInputStream(file)) : Optional.empty();
        };
    }
}

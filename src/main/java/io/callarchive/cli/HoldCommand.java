package io.callarchive.cli;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import io.callarchive.ArchiveDay;
import io.callarchive.StorageFault;
import io.callarchive.evidence.Holds;
import io.callarchive.evidence.Journal;
import io.callarchive.evidence.JournalEntry;
import io.callarchive.evidence.JournalEntry.Action;
import io.callarchive.lake.DayPath;
import io.callarchive.lake.JournalBlobs;
import io.callarchive.storage.StorageCalls;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets, ends and lists legal holds. */
@Command(
        name = "hold",
        synopsisSubcommandLabel = "add|remove|list",
        description =
                "Keeps days from being erased until the hold is ended; each hold is in the journal, with who set it.")
final class HoldCommand {
    private static final String DONE = "accepted";

    private final Callarchive.Surroundings surroundings;
    private final Supplier<UUID> ids;

    HoldCommand(Callarchive.Surroundings surroundings, Supplier<UUID> ids) {
        this.surroundings = surroundings;
        this.ids = ids;
    }

    @Command(description = "Sets a hold on the days of a span.", sortOptions = false)
    int add(
            @Mixin DaysAsked asked,
            @Mixin Account account,
            @Option(
                            names = "--reason",
                            required = true,
                            paramLabel = "<words>",
                            description = "why, such as a matter's number; no personal data")
                    String reason) {
        List<ArchiveDay> days = asked.days();
        JournalEntry hold = JournalEntry.of(
                ids.get().toString(),
                surroundings.clock().instant(),
                Action.HOLD,
                new JournalEntry.Span(asked.from(), asked.to(), asked.logs()),
                false,
                account.who(surroundings),
                DONE,
                reason);
        journal(account).append(hold);
        surroundings.out().println("Held: " + hold.id() + ". Nothing is erased from these days until it is removed.");
        surroundings.out().println(blobHolds(account, days, true));
        return CommandLine.ExitCode.OK;
    }

    @Command(description = "Ends a hold.", sortOptions = false)
    int remove(
            @Parameters(paramLabel = "<id>", description = "of the hold, as list shows it") String id,
            @Mixin Account account) {
        Journal journal = journal(account);
        Optional<JournalEntry> hold = Holds.of(journal.entries()).standing().stream()
                .filter(standing -> standing.id().equals(id))
                .findFirst();
        if (hold.isEmpty()) {
            surroundings.out().println("No hold of that id stands.");
            return CommandLine.ExitCode.SOFTWARE;
        }
        journal.append(new JournalEntry(
                ids.get().toString(),
                surroundings.clock().instant().toString(),
                Action.RELEASE.label(),
                hold.get().from(),
                hold.get().to(),
                hold.get().logs(),
                false,
                account.who(surroundings),
                DONE,
                id));
        List<ArchiveDay> days = hold.get().days();
        Holds left = Holds.of(journal.entries());
        surroundings.out().println("Ended: " + id + ".");
        surroundings
                .out()
                .println(blobHolds(
                        account,
                        days.stream().filter(day -> left.of(day).isEmpty()).toList(),
                        false));
        return CommandLine.ExitCode.OK;
    }

    @Command(description = "Lists the holds that stand.", sortOptions = false)
    int list(@Mixin Account account) {
        List<JournalEntry> standing = Holds.of(journal(account).entries()).standing();
        standing.forEach(hold -> surroundings
                .out()
                .println(String.format(
                        Locale.ROOT,
                        "%s  %s to %s  %s  since %s by %s: %s",
                        hold.id(),
                        hold.from(),
                        hold.to(),
                        String.join(",", hold.logs()),
                        hold.at(),
                        hold.who(),
                        hold.detail())));
        if (standing.isEmpty()) {
            surroundings.out().println("No hold stands.");
        }
        return CommandLine.ExitCode.OK;
    }

    private Journal journal(Account account) {
        return new JournalBlobs(account.digests(surroundings));
    }

    /** What the storage itself does about it: an account with version-level immutability refuses even its owner. */
    private String blobHolds(Account account, List<ArchiveDay> days, boolean held) {
        BlobContainerClient files = account.files(surroundings);
        int done = 0;
        for (ArchiveDay day : days) {
            BlobClient blob = files.getBlobClient(DayPath.ofFile(day));
            try {
                boolean there = StorageCalls.call(blob::exists);
                if (there) {
                    StorageCalls.call(() -> blob.setLegalHold(held));
                    done++;
                }
            } catch (StorageFault e) {
                return "The storage account took no legal hold of a single blob ("
                        + e.problem().code()
                        + "), because it is not set up for that, or you may not: the app's erasure refuses these days,"
                        + " but neither a lifecycle rule nor who may write to the account does. Raise LAKE_DELETE_AFTER_DAYS before it is their turn.";
            }
        }
        return "The storage account " + (held ? "holds " : "has released ") + done + (done == 1 ? " file" : " files")
                + " by itself, against everybody.";
    }
}

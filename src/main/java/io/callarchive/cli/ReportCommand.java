package io.callarchive.cli;

import io.callarchive.ArchiveDay;
import io.callarchive.evidence.Bag;
import io.callarchive.evidence.Chain;
import io.callarchive.evidence.FileEntry;
import io.callarchive.evidence.Report;
import io.callarchive.web.ReportDocument;
import io.callarchive.web.ReportFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what the digests say of a span of days; with a bag, hands out the files with it. */
@Command(
        name = "report",
        sortOptions = false,
        description = {
            "Reports what the archive holds of a span of days, and why it does not hold the rest.",
            "",
            "With --bag it makes a folder by RFC 8493 with the files, the digests, the journal and the report, which"
                    + " 'sha256sum -c manifest-sha256.txt' checks without this product."
        },
        footer = "%nExit code: 0 done, 1 something could not be done, 2 wrong arguments.")
final class ReportCommand implements Callable<Integer> {
    private final Callarchive.Surroundings surroundings;

    @Mixin
    private final DaysAsked asked = new DaysAsked();

    @Mixin
    private final Evidence evidence = new Evidence();

    @Option(
            names = "--format",
            paramLabel = "<format>",
            converter = Format.class,
            description = "json (default), csv, or html for a page that can be printed")
    private ReportFormat format = ReportFormat.JSON;

    @Option(names = "--out", paramLabel = "<file>", description = "where to; a new file (standard output)")
    private @Nullable Path out;

    @Option(names = "--bag", paramLabel = "<folder>", description = "make a bag there; a new folder")
    private @Nullable Path bag;

    static final class Format implements ITypeConverter<ReportFormat> {
        @Override
        public ReportFormat convert(String text) {
            return ReportFormat.ofLabel(text)
                    .orElseThrow(() -> new IllegalArgumentException("must be json, csv or html"));
        }
    }

    ReportCommand(Callarchive.Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        List<ArchiveDay> days = asked.days();
        Evidence.Sources sources = evidence.open(surroundings);
        Chain chain = Chain.read(
                sources.digests(),
                sources.journal(),
                Optional.empty(),
                count -> surroundings.progress().print("\r" + count + " digests read "));
        Report report = Report.of(
                asked.from(),
                asked.to(),
                asked.logs(),
                new Digested(chain),
                sources.journal().entries(),
                surroundings.clock().instant());
        byte[] document = document(report).getBytes(StandardCharsets.UTF_8);
        if (bag != null) {
            Bag made = Bag.create(bag);
            made.addEvidence(sources.digests(), sources.journal());
            made.add("report.json", ReportDocument.json(report).getBytes(StandardCharsets.UTF_8));
            made.add("report.csv", ReportDocument.csv(report).getBytes(StandardCharsets.UTF_8));
            made.add("report.html", ReportDocument.html(report).getBytes(StandardCharsets.UTF_8));
            for (ArchiveDay day : days) {
                made.addFile(day, sources.files());
            }
            made.close(surroundings.clock().instant());
            surroundings
                    .out()
                    .println("A bag of " + made.count() + " files; sha256sum -c manifest-sha256.txt checks it.");
        }
        if (out != null) {
            Files.write(out, document, StandardOpenOption.CREATE_NEW);
        } else if (bag == null) {
            surroundings.out().write(document);
            surroundings.out().println();
        }
        return 0;
    }

    private String document(Report report) {
        return switch (format) {
            case JSON -> ReportDocument.json(report);
            case CSV -> ReportDocument.csv(report);
            case HTML -> ReportDocument.html(report);
        };
    }

    /** What the newest digest that speaks of a day says of it. */
    private record Digested(Chain chain) implements Report.Source {
        @Override
        public Optional<FileEntry> file(ArchiveDay day) {
            List<Chain.Mention> mentions = chain.mentions(day);
            return mentions.isEmpty() || chain.absence(day).isPresent()
                    ? Optional.empty()
                    : Optional.of(mentions.get(mentions.size() - 1).file());
        }

        @Override
        public String absence(ArchiveDay day) {
            return chain.absence(day).orElse("unknown");
        }
    }
}

package io.callarchive.cli;

import io.callarchive.ArchiveDay;
import io.callarchive.evidence.Chain;
import io.callarchive.evidence.DayVerdict;
import io.callarchive.evidence.DetachedJws;
import io.callarchive.evidence.Verification;
import io.callarchive.json.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds the files against the chain of digests, here or offline. */
@Command(
        name = "verify",
        sortOptions = false,
        description = {
            "Proves that the files are what the chain of digests says, and says of each day what was found.",
            "",
            "It needs no app and no cloud: with --files and --digests, which are copies of two containers, it runs"
                    + " offline. A chain that somebody has rewritten to its end fits itself: who wants to know that,"
                    + " too, keeps the hash of a digest elsewhere (the app's log has each, as DIGEST_WRITTEN) and names"
                    + " it with --anchor, or locks the container."
        },
        footer = "%nExit code: 0 sound, 1 not, 2 wrong arguments.")
final class VerifyCommand implements Callable<Integer> {
    private static final Pattern ANCHOR = Pattern.compile("(\\d{1,10})[:=]([0-9a-fA-F]{64})");
    /** A digest is made at least each day. */
    private static final Duration SILENCE = Duration.ofDays(2);

    private final Callarchive.Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec command;

    @Mixin
    private final DaysAsked asked = new DaysAsked();

    @Mixin
    private final Evidence evidence = new Evidence();

    @Option(
            names = "--anchor",
            paramLabel = "<number>:<sha256>",
            description = "the hash of a digest that was kept elsewhere; may be given several times")
    private List<String> anchors = new ArrayList<>();

    @Option(
            names = "--key",
            paramLabel = "<file>",
            converter = ToKey.class,
            description = "the public key, as PEM, that must have signed every digest")
    private @Nullable PublicKey key;

    @Option(names = "--json", description = "for a program: one JSON document")
    private boolean json;

    static final class ToKey implements ITypeConverter<PublicKey> {
        @Override
        public PublicKey convert(String text) {
            try {
                return DetachedJws.key(Files.readString(Path.of(text)));
            } catch (IOException | InvalidPathException e) {
                throw new IllegalArgumentException("must be a file with a public EC key, as PEM", e);
            }
        }
    }

    VerifyCommand(Callarchive.Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    private record Found(
            boolean sound,
            long digests,
            @Nullable String newest,
            @Nullable String sha256,
            List<String> faults,
            List<Day> days) {}

    private record Day(String log, String date, String verdict, boolean sound, long digest, String words) {}

    @Override
    public Integer call() throws IOException {
        List<ArchiveDay> days = asked.days();
        Map<Long, String> kept = kept();
        Evidence.Sources sources = evidence.open(surroundings);
        PrintStream progress = surroundings.progress();
        Chain chain = Chain.read(
                sources.digests(),
                sources.journal(),
                Optional.ofNullable(key),
                count -> progress.print("\r" + count + " digests read "));
        Verification verification = new Verification(chain, sources.journal().entries(), sources.files());
        List<DayVerdict> verdicts = new ArrayList<>();
        for (ArchiveDay day : days) {
            verdicts.add(verification.of(day));
            progress.print("\r" + verdicts.size() + " of " + days.size() + " days ");
        }
        progress.print("\r                              \r");
        List<String> faults = new ArrayList<>(chain.faults());
        kept.forEach((sequence, hash) -> {
            if (!chain.hash(sequence).equals(Optional.of(hash))) {
                faults.add("digest " + sequence + " is not the one that --anchor names");
            }
        });
        faults.addAll(end(chain));
        boolean sound = faults.isEmpty()
                && verdicts.stream().allMatch(verdict -> verdict.kind().isSound());
        if (json) {
            surroundings.out().println(Json.write(found(sound, chain, faults, verdicts)));
        } else {
            tell(sound, chain, faults, verdicts);
        }
        return sound ? 0 : 1;
    }

    private Map<Long, String> kept() {
        Map<Long, String> kept = new LinkedHashMap<>();
        for (String anchor : anchors) {
            Matcher form = ANCHOR.matcher(anchor);
            if (!form.matches()) {
                throw new ParameterException(line(), "--anchor must be a digest's number, a colon and its SHA-256");
            }
            kept.put(Long.valueOf(form.group(1)), form.group(2).toLowerCase(Locale.ROOT));
        }
        return kept;
    }

    /** That the chain goes on as far as it must: who cuts its end off leaves one that fits. */
    private List<String> end(Chain chain) {
        Instant now = surroundings.clock().instant();
        Instant dueAfter = asked.to().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant least = (dueAfter.isBefore(now) ? dueAfter : now).minus(SILENCE);
        if (chain.newest().isEmpty()) {
            return List.of("there is no digest");
        }
        return chain.newest().get().isBefore(least)
                ? List.of("the chain ends at " + chain.newest().get()
                        + ", before the days that are asked about: its end" + " was cut off, or the app has stopped")
                : List.of();
    }

    private static Found found(boolean sound, Chain chain, List<String> faults, List<DayVerdict> verdicts) {
        return new Found(
                sound,
                chain.digests(),
                chain.newest().map(Instant::toString).orElse(null),
                chain.hash(chain.head()).orElse(null),
                faults,
                verdicts.stream()
                        .map(verdict -> new Day(
                                verdict.day().log().label(),
                                verdict.day().date().toString(),
                                verdict.kind().label(),
                                verdict.kind().isSound(),
                                verdict.digest(),
                                verdict.words()))
                        .toList());
    }

    private void tell(boolean sound, Chain chain, List<String> faults, List<DayVerdict> verdicts) {
        PrintStream out = surroundings.out();
        chain.newest()
                .ifPresent(newest ->
                        out.println(chain.digests() + " digests; the newest is number " + chain.head() + " of " + newest
                                + ", SHA-256 " + chain.hash(chain.head()).orElse("")));
        faults.forEach(fault -> out.println("WRONG  " + fault));
        for (int first = 0; first < verdicts.size(); ) {
            int next = first + 1;
            while (next < verdicts.size() && isLike(verdicts.get(first), verdicts.get(next))) {
                next++;
            }
            out.println(line(verdicts.get(first), verdicts.get(next - 1), next - first));
            first = next;
        }
        Map<DayVerdict.Kind, Integer> counts = new LinkedHashMap<>();
        verdicts.forEach(verdict -> counts.merge(verdict.kind(), 1, Integer::sum));
        List<String> sums = new ArrayList<>();
        counts.forEach((kind, count) -> sums.add(count + " " + kind.label()));
        out.println(verdicts.size() + " days: " + String.join(", ", sums) + ".");
        out.println(sound ? "Sound." : "NOT SOUND.");
    }

    private static boolean isLike(DayVerdict one, DayVerdict other) {
        return one.day().log() == other.day().log()
                && one.kind() == other.kind()
                && one.words().equals(other.words());
    }

    private static String line(DayVerdict first, DayVerdict last, int days) {
        LocalDate from = first.day().date();
        String span = days == 1 ? from.toString() : from + " to " + last.day().date();
        return String.format(
                Locale.ROOT,
                "%-6s %-15s %-24s %5d  %s",
                first.kind().isSound() ? "ok" : "WRONG",
                first.day().log().label(),
                span,
                days,
                first.words());
    }

    private CommandLine line() {
        return Objects.requireNonNull(command).commandLine();
    }
}

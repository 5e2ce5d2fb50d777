package io.callarchive.cli;

import io.callarchive.json.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How things stand for several apps, for a person and for a program.
 *
 * @param now when they were asked
 */
record RollUp(Instant now, LocalDate from, LocalDate to, List<Line> lines) {
    /**
     * An app.
     *
     * @param verdict empty if it was not reached
     * @param wrong all that is wrong, or why it was not reached
     */
    record Line(DeployedApp app, Optional<TenantVerdict> verdict, List<String> wrong) {
        Line {
            wrong = List.copyOf(wrong);
        }

        static Line of(DeployedApp app, ArchiveCall.Outcome outcome, Instant now) {
            if (outcome instanceof ArchiveCall.Told told) {
                TenantVerdict verdict = TenantVerdict.of(told.standing(), app, now);
                return new Line(app, Optional.of(verdict), verdict.wrong());
            }
            return new Line(app, Optional.empty(), List.of("not reached: " + ((ArchiveCall.NotReached) outcome).why()));
        }

        boolean isWell() {
            return verdict.filter(TenantVerdict::isWell).isPresent();
        }
    }

    RollUp {
        lines = List.copyOf(lines);
    }

    private record Document(
            int version,
            String asOf,
            String from,
            String to,
            int ok,
            int wrong,
            int notReached,
            List<Tenant> tenants) {}

    private record Tenant(
            String name,
            String address,
            String verdict,
            @Nullable Integer logs,
            @Nullable Integer archivedYesterday,
            @Nullable Integer failed,
            @Nullable Integer missing,
            @Nullable Integer atRisk,
            @Nullable Integer damaged,
            @Nullable String settledTo,
            @Nullable String asOf,
            List<String> wrong) {}

    boolean isWell() {
        return count(Line::isWell) == lines.size();
    }

    String json() {
        return Json.write(new Document(
                1,
                now.toString(),
                from.toString(),
                to.toString(),
                ok(),
                wrong(),
                notReached(),
                lines.stream().map(RollUp::tenant).toList()));
    }

    private static Tenant tenant(Line line) {
        Optional<TenantVerdict> told = line.verdict();
        return new Tenant(
                line.app().name(),
                line.app().address(),
                told.isEmpty() ? "not-reached" : line.isWell() ? "ok" : "wrong",
                told.map(TenantVerdict::logs).orElse(null),
                told.map(TenantVerdict::archivedYesterday).orElse(null),
                told.map(TenantVerdict::failed).orElse(null),
                told.map(TenantVerdict::missing).orElse(null),
                told.map(TenantVerdict::atRisk).orElse(null),
                told.map(TenantVerdict::damaged).orElse(null),
                told.flatMap(TenantVerdict::settledTo).map(LocalDate::toString).orElse(null),
                told.map(TenantVerdict::asOf).map(Instant::toString).orElse(null),
                line.wrong());
    }

    /** A table, then what is wrong, then the sum. */
    List<String> text() {
        int width = lines.stream().mapToInt(line -> line.app().name().length()).reduce("tenant".length(), Math::max);
        String form = "%-" + width + "s  %-7s  %9s  %6s  %7s  %7s  %7s  %-10s  %s";
        List<String> text = new ArrayList<>();
        text.add(String.format(
                Locale.ROOT,
                form,
                "tenant",
                "verdict",
                "yesterday",
                "failed",
                "missing",
                "at risk",
                "damaged",
                "settled to",
                "as of"));
        lines.forEach(line -> text.add(row(form, line)));
        text.add("");
        lines.forEach(line -> line.wrong()
                .forEach(wrong -> text.add(String.format(
                        Locale.ROOT, "WRONG  %-" + width + "s  %s", line.app().name(), wrong))));
        if (!isWell()) {
            text.add("");
        }
        text.add(lines.size() + (lines.size() == 1 ? " tenant: " : " tenants: ") + ok() + " ok, " + wrong() + " wrong, "
                + notReached() + " not reached.");
        return text;
    }

    private static String row(String form, Line line) {
        String name = line.app().name();
        return line.verdict()
                .map(told -> String.format(
                        Locale.ROOT,
                        form,
                        name,
                        told.isWell() ? "ok" : "WRONG",
                        told.archivedYesterday() + " of " + told.logs(),
                        told.failed(),
                        told.missing(),
                        told.atRisk(),
                        told.damaged(),
                        told.settledTo().map(LocalDate::toString).orElse("-"),
                        TenantVerdict.seconds(told.asOf())))
                .orElseGet(() -> String.format(Locale.ROOT, form, name, "WRONG", "-", "-", "-", "-", "-", "-", "-"));
    }

    private int ok() {
        return count(Line::isWell);
    }

    private int wrong() {
        return lines.size() - ok() - notReached();
    }

    private int notReached() {
        return count(line -> line.verdict().isEmpty());
    }

    private int count(Predicate<Line> which) {
        return Math.toIntExact(lines.stream().filter(which).count());
    }
}

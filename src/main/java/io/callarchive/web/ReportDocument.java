package io.callarchive.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.callarchive.evidence.JournalEntry;
import io.callarchive.evidence.Report;
import io.callarchive.json.Json;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A report as a document: JSON, CSV by RFC 4180, or a page that can be printed. */
public final class ReportDocument {
    private static final String STYLE = """
            body { font: 13px/1.4 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; margin: 16px; color: #1c2329; }
            h1 { font-size: 20px; } h2 { font-size: 15px; margin: 20px 0 4px; break-after: avoid; }
            table { border-collapse: collapse; width: 100%; }
            th, td { border-top: 1px solid #999999; padding: 2px 6px; text-align: left; vertical-align: top; }
            td { white-space: nowrap; } th.n, td.n { text-align: right; } td.w { white-space: normal; min-width: 90px; }
            td.h { font: 10px/1.3 monospace; white-space: normal; overflow-wrap: anywhere; min-width: 110px; }
            thead { display: table-header-group; } tr { break-inside: avoid; }
            .bad { font-weight: 700; }
            @media print { body { font-size: 9px; margin: 0; } td.h { font-size: 7px; } }
            """;

    private static final int FILE_CELLS = 10;
    private static final int LONGEST_TIME = "2026-11-21 03:30".length();
    private static final List<String> DEED = List.of("at", "what", "from", "to", "logs", "who", "result", "detail");

    private ReportDocument() {}

    public static String json(Report report) {
        return Json.write(report);
    }

    /** With a line of names, lines that end in CR and LF, and quotes where they must be. */
    public static String csv(Report report) {
        List<String> ofFile = Arrays.stream(Report.File.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        StringBuilder csv = new StringBuilder("log,date,state," + String.join(",", ofFile) + ",why\r\n");
        for (Report.Day day : report.days()) {
            JsonNode file = Json.tree(Json.bytes(day)).path("file");
            Stream<String> cells = Stream.of(
                            Stream.of(day.log(), day.date(), day.state()),
                            ofFile.stream().map(name -> file.path(name)).map(ReportDocument::cell),
                            Stream.of(day.why()))
                    .flatMap(part -> part);
            csv.append(cells.map(ReportDocument::field).collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        return csv.toString();
    }

    private static String cell(JsonNode value) {
        return value.isNull() ? "" : value.asText();
    }

    /** The headers of the page: nothing of it may do anything. */
    public static Map<String, String> headers() {
        return PageHeaders.of("default-src 'none'; style-src " + PageHeaders.hash(STYLE)
                + "; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
    }

    /** One document without any script. */
    public static String html(Report report) {
        StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<title>Callarchive: report</title><style>" + STYLE + "</style></head><body>\n");
        page.append("<h1>What the archive holds, ")
                .append(text(report.from()))
                .append(" to ")
                .append(text(report.to()))
                .append("</h1>\n<p>Made ")
                .append(text(report.at()))
                .append(". All days and times are UTC.</p>\n");
        table(
                page,
                "Totals",
                List.of("log", "days", "archived", "of these final", "damaged", "missing", "rows", "late rows"),
                report.totals().stream()
                        .map(log -> List.<@Nullable Object>of(
                                log.log(),
                                log.days(),
                                log.archived(),
                                log.settled(),
                                log.damaged(),
                                log.missing(),
                                log.rows(),
                                log.lateRows()))
                        .toList());
        table(
                page,
                "Legal holds",
                DEED,
                report.holds().stream().map(ReportDocument::deed).toList());
        table(
                page,
                "What was ordered",
                DEED,
                report.orders().stream().map(ReportDocument::deed).toList());
        table(
                page,
                "Day by day",
                List.of(
                        "log",
                        "date",
                        "state",
                        "rows",
                        "distinct",
                        "SHA-256 of the file",
                        "first read",
                        "at age",
                        "rows",
                        "last read",
                        "at age",
                        "late rows",
                        "read back",
                        "why"),
                report.days().stream().map(ReportDocument::day).toList());
        page.append("<h2>What cannot be known</h2>\n<p>")
                .append(text(report.cannotBeKnown()))
                .append("</p>\n</body></html>\n");
        return page.toString();
    }

    private static List<@Nullable Object> deed(JournalEntry entry) {
        return List.of(
                entry.at(),
                entry.action() + (entry.force() ? " by force" : ""),
                entry.from(),
                entry.to(),
                String.join(", ", entry.logs()),
                entry.who(),
                entry.result(),
                entry.detail());
    }

    private static List<@Nullable Object> day(Report.Day day) {
        List<@Nullable Object> cells = new ArrayList<>(Arrays.asList(day.log(), day.date(), day.state()));
        Report.File file = day.file();
        if (file == null) {
            cells.addAll(Collections.nCopies(FILE_CELLS, null));
        } else {
            cells.addAll(Arrays.asList(
                    file.rows(),
                    file.distinct(),
                    file.sha256(),
                    minutes(file.firstReadAt()),
                    file.ageAtFirst(),
                    file.firstRows(),
                    minutes(file.lastReadAt()),
                    file.ageAtLast(),
                    file.lateRows(),
                    minutes(file.checkedAt())));
        }
        cells.add(file == null || file.damage() == null ? day.why() : file.damage());
        return cells;
    }

    /** As precise as a person reads it. */
    private static @Nullable String minutes(@Nullable String instant) {
        return instant == null ? null : instant.replaceFirst("T(\\d\\d:\\d\\d).*", " $1");
    }

    private static void table(StringBuilder page, String title, List<String> head, List<List<@Nullable Object>> rows) {
        page.append("<h2>").append(title).append("</h2>\n");
        if (rows.isEmpty()) {
            page.append("<p>None.</p>\n");
            return;
        }
        page.append("<table><thead><tr>");
        for (int column = 0; column < head.size(); column++) {
            int at = column;
            boolean numbers = rows.stream().anyMatch(row -> row.get(at) instanceof Number);
            page.append(numbers ? "<th class=\"n\">" : "<th>")
                    .append(head.get(at))
                    .append("</th>");
        }
        page.append("</tr></thead><tbody>\n");
        rows.forEach(row -> {
            page.append("<tr>");
            row.forEach(cell -> page.append("<td")
                    .append(kind(cell))
                    .append('>')
                    .append(text(Objects.toString(cell, "")))
                    .append("</td>"));
            page.append("</tr>\n");
        });
        page.append("</tbody></table>\n");
    }

    private static String kind(@Nullable Object cell) {
        if (cell instanceof Number) {
            return " class=\"n\"";
        }
        boolean hash = cell instanceof String text
                && text.length() == 64
                && text.chars().noneMatch(c -> c == ' ');
        boolean words = cell instanceof String text && text.indexOf(' ') >= 0 && text.length() > LONGEST_TIME;
        return hash ? " class=\"h\"" : words ? " class=\"w\"" : "";
    }

    private static String field(String text) {
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }

    private static String text(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

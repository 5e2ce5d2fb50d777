package io.callarchive.local.simulator;

import io.callarchive.CallLog;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a path asks for, in each of the spellings that Graph understands. */
record GraphPath(Optional<CallLog> log, Optional<Instant> from, Optional<Instant> to, int skip) {
    static final String BASE = "/beta";

    private static final Pattern PATH = Pattern.compile(BASE + "/communications/callRecords/"
            + "(?:microsoft\\.graph\\.callRecords\\.)?(?<function>\\w+)"
            + "\\((?:fromDateTime|from)=(?<from>[^,]+),\\s*(?:toDateTime|to)=(?<to>[^)]+)\\)");
    private static final Pattern SKIP = Pattern.compile("(?:^|&)\\$skip=(\\d{1,9})(?:&|$)");

    static GraphPath of(URI uri) {
        Matcher path = PATH.matcher(uri.getPath());
        Matcher skip = SKIP.matcher(uri.getQuery() == null ? "" : uri.getQuery());
        int rows = skip.find() ? Integer.parseInt(skip.group(1)) : 0;
        if (!path.matches()) {
            return new GraphPath(Optional.empty(), Optional.empty(), Optional.empty(), rows);
        }
        return new GraphPath(function(path.group("function")), time(path.group("from")), time(path.group("to")), rows);
    }

    /** A link as the documentation shows it: the short function name, nothing encoded, {@code $skip} for the next row. */
    static String nextLink(URI endpoint, CallLog log, Instant from, Instant to, int skip) {
        String window =
                log == CallLog.PSTN ? "from=" + from + ",to=" + to : "fromDateTime=" + from + ",toDateTime=" + to;
        return endpoint + "/communications/callRecords/" + log.graphFunction() + "(" + window + ")?$skip=" + skip;
    }

    private static Optional<CallLog> function(String name) {
        return Arrays.stream(CallLog.values())
                .filter(log -> log.graphFunction().equals(name))
                .findFirst();
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(
                    text.indexOf('T') < 0
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

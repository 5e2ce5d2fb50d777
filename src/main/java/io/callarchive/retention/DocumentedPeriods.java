package io.callarchive.retention;

import io.callarchive.CallLog;
import io.callarchive.json.Json;
import io.callarchive.retention.Retention.Period;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What Microsoft documents, as data in {@code retention.json}: by the country of the user. */
public final class DocumentedPeriods {
    private static final Form TABLE = read();

    private DocumentedPeriods() {}

    private record Form(
            String source,
            String readOn,
            String comment,
            Map<String, Integer> others,
            Map<String, Map<String, Integer>> countries) {}

    /**
     * The periods for users of these countries, two letters each; of an empty list for users of any country, which is
     * the most careful reading.
     */
    public static Map<CallLog, Period> of(Collection<String> countries) {
        List<Map<String, Integer>> rows = countries.isEmpty()
                ? Stream.concat(Stream.of(TABLE.others()), TABLE.countries().values().stream())
                        .toList()
                : countries.stream()
                        .map(country -> TABLE.countries().getOrDefault(country, TABLE.others()))
                        .toList();
        Map<CallLog, Period> periods = new EnumMap<>(CallLog.class);
        for (CallLog log : CallLog.values()) {
            List<Integer> days = rows.stream()
                    .flatMap(row -> Optional.ofNullable(row.get(log.label())).stream())
                    .sorted()
                    .toList();
            if (!days.isEmpty()) {
                periods.put(log, new Period(days.get(0), days.get(days.size() - 1)));
            }
        }
        return periods;
    }

    private static Form read() {
        try (InputStream data = DocumentedPeriods.class.getResourceAsStream("retention.json")) {
            return Json.read(Objects.requireNonNull(data, "retention.json").readAllBytes(), Form.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

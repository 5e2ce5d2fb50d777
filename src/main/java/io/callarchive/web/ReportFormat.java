package io.callarchive.web;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** In which form a report is wanted. */
public enum ReportFormat {
    JSON,
    CSV,
    HTML;

    private static final String PARAMETER = "format";

    /**
     * Reads it from a query.
     *
     * @throws BadRequest if it names none
     */
    public static ReportFormat parse(Map<String, String> query, boolean forBrowser) throws BadRequest {
        String format = query.get(PARAMETER);
        if (format == null) {
            return forBrowser ? HTML : JSON;
        }
        return ofLabel(format).orElseThrow(() -> new BadRequest(400, List.of("format must be json, csv or html")));
    }

    /** The format of that name. */
    public static Optional<ReportFormat> ofLabel(String label) {
        return List.of(values()).stream()
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(label))
                .findFirst();
    }

    /** The rest of the query. */
    public static Map<String, String> without(Map<String, String> query) {
        Map<String, String> rest = new HashMap<>(query);
        rest.remove(PARAMETER);
        return rest;
    }
}

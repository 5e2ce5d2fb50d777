package io.callarchive.graph;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.Response;

/** What the headers around a body say against it. */
final class AnswerHeaders {
    /** Stale, not revalidated, disconnected, expired by guess, or changed on the way (RFC 7234, section 5.5). */
    private static final Pattern NOT_AS_SENT = Pattern.compile("\\s*(11[0-3]|214)\\b.*", Pattern.DOTALL);

    private static final Pattern JSON = Pattern.compile("application/([\\w.+-]+\\+)?json|text/json");
    private static final Pattern CHARSET = Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]+)");

    private AnswerHeaders() {}

    /**
     * Why an answer of status 200 is no page, whatever its body says. A missing content type says nothing (RFC 9110,
     * section 8.3: the recipient may look); its names are the same in any case (section 8.3.1).
     */
    static Optional<String> objection(Response response) {
        if (response.header("Content-Range") != null) {
            // RFC 9110, section 14.4: it belongs to 206 and 416.
            return Optional.of("a part of an answer, by its Content-Range");
        }
        List<String> warnings = response.headers("Warning");
        if (warnings.stream().anyMatch(warning -> NOT_AS_SENT.matcher(warning).matches())) {
            return Optional.of("stale or changed on the way, by its Warning");
        }
        return contentType(response.header("Content-Type", ""));
    }

    private static Optional<String> contentType(String header) {
        String type = header.toLowerCase(Locale.ROOT);
        if (type.isBlank()) {
            return Optional.empty();
        }
        if (!JSON.matcher(type.split(";", 2)[0].strip()).matches()) {
            return Optional.of("not JSON by its content type");
        }
        var charset = CHARSET.matcher(type);
        return charset.find() && !List.of("utf-8", "utf8", "us-ascii").contains(charset.group(1))
                ? Optional.of("not UTF-8 by its content type")
                : Optional.empty();
    }

    /**
     * Why an answer that has been read to its end is no page: OData Protocol 4.01, section 9.5 lets a service say in a
     * trailing {@code OData-Error} that it failed on the way; others call it otherwise.
     */
    static Optional<String> objectionOfTrailers(Response response) throws IOException {
        Headers trailers;
        try {
            trailers = response.trailers();
        } catch (IllegalStateException e) {
            // The client has none to tell of, or not yet: the body was whole all the same.
            return Optional.empty();
        }
        boolean error = trailers.names().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.endsWith("error") || name.equals("grpc-status"));
        return error ? Optional.of("an error in a trailer behind the body") : Optional.empty();
    }
}

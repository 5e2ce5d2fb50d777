package io.callarchive.app;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import io.callarchive.web.BadRequest;
import io.callarchive.web.ProblemDocument;
import java.util.Map;
import java.util.Optional;

/**
 * The manners of all HTTP functions: who may call, and the form of every answer. The host has checked the function key
 * before; with {@code ARCHIVE_AUTH=entra} App Service authentication must have signed the caller in as well (it removes
 * its headers from what callers send).
 */
final class Caller {
    private static final String PRINCIPAL = "x-ms-client-principal-id";

    private final boolean needsPrincipal;

    Caller(boolean needsPrincipal) {
        this.needsPrincipal = needsPrincipal;
    }

    /** An answer that may be refused. */
    @FunctionalInterface
    interface Answer {
        HttpResponseMessage to(HttpRequestMessage<Optional<String>> request) throws BadRequest;
    }

    HttpResponseMessage answer(HttpRequestMessage<Optional<String>> request, Answer answer) {
        if (needsPrincipal && header(request, PRINCIPAL).isBlank()) {
            return problem(request, 401, "Sign in with Microsoft Entra ID: this app takes no call without it.");
        }
        try {
            return answer.to(request);
        } catch (BadRequest e) {
            return problem(request, e.status(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Who calls, for the journal: the object id that App Service authentication has signed in. Where the app is not told
     * to rely on it anybody could send its header, and the host does not tell a Java function which key was used.
     */
    String who(HttpRequestMessage<?> request) {
        return needsPrincipal ? header(request, PRINCIPAL) : "function-key";
    }

    /** Whether the caller asks for a page rather than for data. */
    static boolean isBrowser(HttpRequestMessage<?> request) {
        return header(request, "accept").contains("text/html");
    }

    static HttpResponseMessage json(HttpRequestMessage<?> request, HttpStatus status, String body) {
        return document(request, status, "application/json", body);
    }

    /** A page, with its own headers. */
    static HttpResponseMessage page(HttpRequestMessage<?> request, String html, Map<String, String> headers) {
        HttpResponseMessage.Builder answer =
                request.createResponseBuilder(HttpStatus.OK).body(html);
        headers.forEach(answer::header);
        return answer.build();
    }

    private static HttpResponseMessage problem(HttpRequestMessage<?> request, int status, String detail) {
        HttpStatus http = HttpStatus.valueOf(status);
        String title = status == 401 ? "Not signed in" : "The request cannot be taken";
        return document(request, http, "application/problem+json", ProblemDocument.of(status, title, detail));
    }

    /** A text of that type. */
    static HttpResponseMessage document(HttpRequestMessage<?> request, HttpStatus status, String type, String body) {
        return request.createResponseBuilder(status)
                .header("Content-Type", type)
                .header("Cache-Control", "no-store")
                .header("Vary", "Accept")
                .header("X-Content-Type-Options", "nosniff")
                .body(body)
                .build();
    }

    private static String header(HttpRequestMessage<?> request, String name) {
        return request.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}

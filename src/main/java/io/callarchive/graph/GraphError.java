package io.callarchive.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.callarchive.Problem;
import io.callarchive.json.Json;
import io.callarchive.json.MalformedJson;
import io.callarchive.text.ForeignText;
import java.util.regex.Pattern;

/** Graph's words for what went wrong, cleaned: they are foreign text and go into logs and records. */
final class GraphError {
    private static final Pattern REQUEST_ID = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private GraphError() {}

    /** The problem that an answer other than a page tells; its body may be anything. */
    static Problem of(int status, String contentType, byte[] body, String requestId) {
        JsonNode error = error(body);
        String code = error.path("code").asText("");
        String message = error.path("message").asText("");
        if (code.isEmpty()) {
            String type = contentType.isEmpty() ? "no content type" : ForeignText.clean(contentType);
            return new Problem(status, "http-" + status, "an answer without Graph's error code, " + type, requestId);
        }
        return new Problem(status, ForeignText.cleanCode(code), ForeignText.clean(message), requestId);
    }

    /** The header's value, if it looks like an id. */
    static String requestId(String header) {
        return REQUEST_ID.matcher(header).matches() ? header : "";
    }

    private static JsonNode error(byte[] body) {
        try {
            return Json.tree(body).path("error");
        } catch (MalformedJson e) {
            return MissingNode.getInstance();
        }
    }
}

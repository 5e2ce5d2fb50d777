package io.callarchive.local.host;

import com.google.gson.Gson;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The HTTP response that a function builds; builder and message are one object, as in the Java worker. */
final class TriggerResponse implements HttpResponseMessage, HttpResponseMessage.Builder {
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private HttpStatusType status;
    private @Nullable Object body;

    TriggerResponse(HttpStatusType status) {
        this.status = status;
    }

    /** A function that returns nothing answers 204; anything else but a response is the body of a 200. */
    static TriggerResponse of(@Nullable Object result) {
        if (result instanceof TriggerResponse response) {
            return response;
        }
        TriggerResponse response = new TriggerResponse(result == null ? HttpStatus.NO_CONTENT : HttpStatus.OK);
        response.body = result;
        return response;
    }

    @Override
    public HttpStatusType getStatus() {
        return status;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return headers.get(name);
    }

    @Override
    public @Nullable Object getBody() {
        return body;
    }

    @Override
    public TriggerResponse status(HttpStatusType newStatus) {
        status = newStatus;
        return this;
    }

    @Override
    public TriggerResponse header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    @Override
    public TriggerResponse body(@Nullable Object newBody) {
        body = newBody;
        return this;
    }

    @Override
    public HttpResponseMessage build() {
        return this;
    }

    void writeTo(HttpExchange exchange) throws IOException {
        byte[] bytes = bytes();
        if (bytes.length > 0) {
            exchange.getResponseHeaders().set("Content-Type", defaultType());
        }
        headers.forEach(exchange.getResponseHeaders()::set);
        boolean hasBody = bytes.length > 0 && !exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status.value(), hasBody ? bytes.length : -1);
        if (hasBody) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private byte[] bytes() {
        if (body == null) {
            return new byte[0];
        }
        if (body instanceof byte[] binary) {
            return binary;
        }
        String text = body instanceof String string ? string : new Gson().toJson(body);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String defaultType() {
        return body instanceof String
                ? "text/plain; charset=utf-8"
                : body instanceof byte[] ? "application/octet-stream" : "application/json; charset=utf-8";
    }
}

package io.callarchive.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The page that {@code GET /api/archive} shows to a browser: one document with its style and script inside, the same
 * for everybody and without any data. Its script fetches the archive's state as JSON from the page's own address.
 *
 * <p>The Content-Security-Policy lets exactly this style and this script in, by their hashes, and lets the script
 * talk to this app only. Immutable and safe for all threads.
 */
public final class StatusPage {
    private static final String STYLE_PLACE = "/* archive.css */";
    private static final String SCRIPT_PLACE = "/* archive/*.js */";

    /**
     * The parts of the script, one idea each, in the order in which they are joined: a part may use the constants of
     * those before it at once, and every function when the page is loaded.
     *
     * <p>They are joined here, into one inline script that the policy names by its hash, and are no ES modules: each
     * module would be a further request, and an import cannot send the function key as a header.
     */
    static final List<String> SCRIPT_PARTS = List.of(
            "states",
            "words",
            "elements",
            "requests",
            "reading",
            "verdict",
            "health",
            "overview",
            "failures",
            "holds",
            "orders",
            "details",
            "calendar",
            "chart",
            "logs",
            "plan",
            "backfill",
            "loading");

    private final String html;
    private final Map<String, String> headers;

    /** Reads the page from the class path, once. */
    public StatusPage() {
        String style = resource("archive.css");
        String script = script();
        this.html = resource("archive.html").replace(STYLE_PLACE, style).replace(SCRIPT_PLACE, script);
        this.headers = PageHeaders.of(policy(style, script));
    }

    /** The whole document. */
    public String html() {
        return html;
    }

    /** What the answer's headers must be for this document, by name. */
    public Map<String, String> headers() {
        return headers;
    }

    /** One strict block: the parts share its names, the window gets none, and a name declared twice is an error. */
    private static String script() {
        return SCRIPT_PARTS.stream()
                .map(part -> resource("archive/" + part + ".js"))
                .collect(Collectors.joining("\n", "'use strict';\n{\n", "}\n"));
    }

    private static String policy(String style, String script) {
        return String.join(
                "; ",
                "default-src 'none'",
                "style-src " + PageHeaders.hash(style),
                "script-src " + PageHeaders.hash(script),
                // The page's own icon.
                "img-src data:",
                "connect-src 'self'",
                "form-action 'none'",
                "frame-ancestors 'none'",
                "base-uri 'none'",
                // Browsers that know Trusted Types refuse to turn any text into HTML.
                "require-trusted-types-for 'script'",
                "trusted-types 'none'");
    }

    /** With line feeds alone, whatever the checkout made of them: a browser hashes what its parser left. */
    private static String resource(String name) {
        try (InputStream in = StatusPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The app's jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

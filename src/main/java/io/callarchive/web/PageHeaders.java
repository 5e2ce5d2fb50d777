package io.callarchive.web;

import io.callarchive.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** The headers of a page that nobody else may keep, frame or fill. */
final class PageHeaders {
    private PageHeaders() {}

    static Map<String, String> of(String policy) {
        return Map.of(
                "Content-Type", "text/html; charset=utf-8",
                "Content-Security-Policy", policy,
                "Cache-Control", "no-store",
                "Vary", "Accept",
                "X-Content-Type-Options", "nosniff",
                "Referrer-Policy", "no-referrer");
    }

    /** What lets exactly this inline style or script in. */
    static String hash(String inlined) {
        byte[] digest = Sha256.digest().digest(inlined.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }
}

package io.callarchive.web;

import io.callarchive.json.Json;

/** A problem document (RFC 9457): what every HTTP function answers to what it cannot do. */
public record ProblemDocument(String type, String title, int status, String detail) {
    public static String of(int status, String title, String detail) {
        return Json.write(new ProblemDocument("about:blank", title, status, detail));
    }
}

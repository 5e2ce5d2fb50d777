package io.callarchive.cli;

import io.callarchive.json.MalformedJson;
import io.callarchive.text.Causes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import javax.net.ssl.SSLException;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Asks an app how things stand, once and within bounds of time and size, and follows it nowhere else. Safe for any
 * number of threads.
 */
final class ArchiveCall {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** Of an answer: what stands in it beside the days, and a day of five logs. A day of one log has a few hundred. */
    private static final int MOST_BYTES_BESIDES = 256 << 10;

    private static final int MOST_BYTES_A_DAY = 8 << 10;

    private static final String NO_ANSWER = "no answer of Callarchive: ";

    private final LocalDate from;
    private final LocalDate to;
    private final Duration limit;
    private final int mostBytes;
    private final OkHttpClient http;

    /** What comes of it. */
    sealed interface Outcome {}

    record Told(ArchiveStanding standing) implements Outcome {}

    /**
     * It did not say how things stand.
     *
     * @param why in words of ours
     */
    record NotReached(String why) implements Outcome {}

    /**
     * A question for these days.
     *
     * @param limit from the start to the last byte; an app that nobody has called for a while must start first
     */
    ArchiveCall(LocalDate from, LocalDate to, Duration limit) {
        this.from = from;
        this.to = to;
        this.limit = limit;
        this.mostBytes = MOST_BYTES_BESIDES
                + MOST_BYTES_A_DAY
                        * Math.toIntExact(from.datesUntil(to.plusDays(1)).count());
        this.http = new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(CONNECT)
                .readTimeout(limit)
                .callTimeout(limit)
                .build();
    }

    Outcome ask(DeployedApp app) {
        try (Response response = http.newCall(app.request(from, to)).execute()) {
            return response.code() == 200 ? read(response) : new NotReached(refusal(response, app));
        } catch (IOException e) {
            return new NotReached(why(e));
        }
    }

    private Outcome read(Response response) throws IOException {
        byte[] body = response.body().byteStream().readNBytes(mostBytes + 1);
        if (body.length > mostBytes) {
            return new NotReached(NO_ANSWER + "it is longer than any such answer");
        }
        try {
            return new Told(ArchiveStanding.parse(body, from, to));
        } catch (MalformedJson e) {
            return new NotReached(NO_ANSWER + e.getMessage());
        }
    }

    private static String refusal(Response response, DeployedApp app) {
        int status = response.code();
        if (status >= 300 && status < 400) {
            return isSignIn(response.header("Location", ""))
                    ? signIn(app)
                    : NO_ANSWER + "it is sent elsewhere (" + status + ")";
        }
        return switch (status) {
            case 401 -> asksForSignIn(response) ? signIn(app) : "the function key is missing or wrong (401)";
            case 403 -> "this caller is not let in (403)";
            case 404 -> NO_ANSWER + "nothing is there (404)";
            default -> "it answers " + status;
        };
    }

    private static String signIn(DeployedApp app) {
        return app.hasToken()
                ? "it asks for a sign-in: the token has expired, or is for another application"
                : "it asks for a sign-in: in the file of --list, a token goes behind the key";
    }

    private static boolean isSignIn(String location) {
        String target = location.toLowerCase(Locale.ROOT);
        return target.startsWith("https://login.microsoftonline.") || target.contains("/.auth/login/");
    }

    /** So the app itself says it, and App Service before it. */
    private static boolean asksForSignIn(Response response) {
        return response.header("Content-Type", "").startsWith("application/problem+json")
                || response.header("WWW-Authenticate", "").startsWith("Bearer");
    }

    private String why(IOException e) {
        if (Causes.of(e).anyMatch(InterruptedIOException.class::isInstance)) {
            return "no whole answer within " + limit.toSeconds() + " s";
        }
        Throwable cause = Causes.innermost(e);
        if (cause instanceof UnknownHostException) {
            return "nobody knows a host of that name";
        }
        if (cause instanceof ConnectException) {
            return "nothing listens there";
        }
        return Causes.of(e).anyMatch(SSLException.class::isInstance)
                ? "its TLS certificate is not trusted, or it speaks no TLS"
                : "the connection broke off";
    }
}

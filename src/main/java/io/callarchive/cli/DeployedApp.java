package io.callarchive.cli;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.Request;

/** An app that somebody has deployed, and what it asks its callers for. Its key and its token are shown to nobody else. */
final class DeployedApp {
    private static final String ADDRESS =
            "must be https://<app>.azurewebsites.net, with or without /api/archive and ?code=<function key>";
    private static final String SECRET = "must be a function key, and then a token, without blanks";

    private static final String PATH = "/api/archive";
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._-]{1,40}");
    private static final Pattern KEY = Pattern.compile("[!-~]{1,512}");
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,16384}");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final String HIDDEN = "***";

    private final String name;
    private final String address;
    private final Optional<String> key;
    private final Optional<String> token;

    private DeployedApp(String name, String address, Optional<String> key, Optional<String> token) {
        this.name = name;
        this.address = address;
        this.key = key;
        this.token = token;
    }

    /**
     * The app at an address, which may have the key in its query; it is called as its host is.
     *
     * @throws IllegalArgumentException with the rule, never with the address
     */
    static DeployedApp at(String address) {
        URI uri = uri(address);
        return new DeployedApp(uri.getRawAuthority(), base(uri), keyOf(uri), Optional.empty());
    }

    /**
     * An app with a name of its own.
     *
     * @throws IllegalArgumentException with the rule, never with what broke it
     */
    static DeployedApp named(String name, String address, Optional<String> key, Optional<String> token) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("must begin with a name of letters, digits, dots and hyphens");
        }
        URI uri = uri(address);
        Optional<String> inAddress = keyOf(uri);
        if (inAddress.isPresent() && key.isPresent()) {
            throw new IllegalArgumentException("must have the key once, behind the address or in it");
        }
        if (!key.map(text -> KEY.matcher(text).matches()).orElse(true)
                || !token.map(text -> TOKEN.matcher(text).matches()).orElse(true)) {
            throw new IllegalArgumentException(SECRET);
        }
        return new DeployedApp(name, base(uri), key.or(() -> inAddress), token);
    }

    private static URI uri(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            // Without the cause, whose words are the address with its key.
            throw new IllegalArgumentException(ADDRESS);
        }
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        boolean safe = "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && LOOPBACK.contains(host));
        boolean plain = uri.getRawUserInfo() == null && uri.getRawFragment() == null;
        String path = String.valueOf(uri.getRawPath()).replaceFirst("/$", "");
        if (host.isEmpty() || !safe || !plain || !(path.isEmpty() || path.equals(PATH))) {
            throw new IllegalArgumentException(ADDRESS);
        }
        return uri;
    }

    private static String base(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> keyOf(URI uri) {
        String query = uri.getRawQuery();
        if (query == null) {
            return Optional.empty();
        }
        boolean isCode = query.regionMatches(true, 0, "code=", 0, "code=".length()) && query.indexOf('&') < 0;
        // A plus is itself in a key, and no blank.
        String key = isCode
                ? URLDecoder.decode(query.substring("code=".length()).replace("+", "%2B"), StandardCharsets.UTF_8)
                : "";
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(ADDRESS);
        }
        return Optional.of(key);
    }

    String name() {
        return name;
    }

    /** Without path and query. */
    String address() {
        return address;
    }

    boolean hasSecret() {
        return key.isPresent() || token.isPresent();
    }

    boolean hasToken() {
        return token.isPresent();
    }

    /** How it is asked for these days. */
    Request request(LocalDate from, LocalDate to) {
        Request.Builder request = new Request.Builder()
                .url(address + PATH + "?from=" + from + "&to=" + to)
                .header("Accept", "application/json")
                .header("User-Agent", "callarchive");
        key.ifPresent(text -> request.header("x-functions-key", text));
        token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        return request.build();
    }

    /** What others say, who may repeat what they were sent. */
    String withoutSecrets(String foreign) {
        return Stream.of(key, token)
                .flatMap(Optional::stream)
                .reduce(foreign, (text, secret) -> text.replace(secret, HIDDEN));
    }

    @Override
    public String toString() {
        return name;
    }
}

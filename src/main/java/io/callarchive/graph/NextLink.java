package io.callarchive.graph;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The address that a nextLink means. Graph's query is opaque and may hold what a URI must not: it is escaped; a relative
 * link is one relative to the address that was asked (RFC 3986, section 5). Whether it may be followed is
 * {@link NextLinkRule}'s.
 */
final class NextLink {
    private static final String NOT_IN_A_URI = " \"<>\\^`{|}";

    private NextLink() {}

    /**
     * The address, absolute.
     *
     * @param asked where the link came from
     * @return empty if it is none
     */
    static Optional<String> resolve(String link, URI asked) {
        String text = escaped(link.strip());
        // java.net.URI follows RFC 2396 here, by which a query alone loses the last part of the path.
        String whole = text.startsWith("?") ? asked.getRawPath() + text : text;
        try {
            return Optional.of(asked.resolve(new URI(whole)).toString());
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String escaped(String link) {
        int query = link.indexOf('?');
        if (query < 0) {
            return link;
        }
        StringBuilder text = new StringBuilder(link.substring(0, query + 1));
        link.substring(query + 1).codePoints().forEach(c -> {
            boolean bracket = c == '[' || c == ']';
            if (bracket || c > '~' || NOT_IN_A_URI.indexOf(c) >= 0) {
                for (byte octet : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    text.append('%').append(String.format(Locale.ROOT, "%02X", octet));
                }
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }
}

package io.callarchive.graph;

import io.callarchive.CallLog;
import io.callarchive.pages.LinkRule;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A nextLink is input: it is followed only to the same function on the same Graph. The answer of any other place would
 * be archived as if it were the tenant's log. The query is Graph's own business and not looked at.
 */
public final class NextLinkRule implements LinkRule {
    /** Together with the rest of the message it stays below a queue message's 64 KiB. */
    static final int MAX_LENGTH = 32 * 1024;

    private static final String FUNCTIONS = "/communications/callRecords/";
    private static final Pattern ENCODED_SLASH = Pattern.compile("%(2f|5c)", Pattern.CASE_INSENSITIVE);

    private final URI base;

    public NextLinkRule(GraphEndpoint endpoint) {
        this.base = endpoint.base();
    }

    @Override
    public Optional<String> objection(CallLog log, String link) {
        if (link.length() > MAX_LENGTH) {
            return Optional.of("the nextLink is longer than " + MAX_LENGTH + " characters: " + link.length());
        }
        URI uri;
        try {
            uri = new URI(link);
        } catch (URISyntaxException e) {
            return Optional.of("the nextLink is not a valid URI");
        }
        if (!base.getScheme().equalsIgnoreCase(uri.getScheme())) {
            return Optional.of("the nextLink is not an absolute " + base.getScheme() + " URI");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return Optional.of("the nextLink must have a host and neither user nor fragment");
        }
        if (!base.getHost().equalsIgnoreCase(uri.getHost()) || port(base) != port(uri)) {
            return Optional.of("the nextLink leads to another host or port");
        }
        if (!function(log).matcher(uri.getRawPath()).matches()
                || ENCODED_SLASH.matcher(uri.getRawPath()).find()) {
            return Optional.of("the nextLink leads to another path than that of " + log.graphFunction());
        }
        return Optional.empty();
    }

    private Pattern function(CallLog log) {
        return Pattern.compile(
                Pattern.quote(base.getRawPath() + FUNCTIONS) + "(microsoft\\.graph\\.callRecords\\.)?"
                        + log.graphFunction() + "\\([^/\\\\]*\\)",
                Pattern.CASE_INSENSITIVE);
    }

    private static int port(URI uri) {
        if (uri.getPort() != -1) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}

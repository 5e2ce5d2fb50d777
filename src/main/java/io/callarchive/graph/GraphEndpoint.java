package io.callarchive.graph;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The Graph that is asked: one of the three clouds that have the call records functions, or a loopback address for
 * tests.
 *
 * @param base without a slash at the end, such as {@code https://graph.microsoft.com/beta}
 */
public record GraphEndpoint(URI base) {
    private static final String GLOBAL = "graph.microsoft.com";
    private static final Set<String> CLOUDS = Set.of(GLOBAL, "graph.microsoft.us", "dod-graph.microsoft.us");
    private static final String CHINA = "microsoftgraph.chinacloudapi.cn";
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}|localhost|\\[::1]");

    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException if it is none of them; the message says what is accepted
     */
    public static GraphEndpoint parse(String text) {
        URI base;
        try {
            base = URI.create(text.strip().replaceAll("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be a URI such as https://" + GLOBAL + "/beta", e);
        }
        String host = base.getHost() == null ? "" : base.getHost().toLowerCase(Locale.ROOT);
        if (host.equals(CHINA)) {
            throw new IllegalArgumentException(
                    "Microsoft Graph operated by 21Vianet (China) does not offer the call records functions");
        }
        boolean https = "https".equals(base.getScheme());
        boolean cloud = CLOUDS.contains(host) && https && base.getPort() == -1;
        boolean loopback = isLoopback(host) && (https || "http".equals(base.getScheme()));
        boolean plain = base.getRawUserInfo() == null && base.getRawQuery() == null && base.getRawFragment() == null;
        if (!plain || !"/beta".equals(base.getRawPath()) || !(cloud || loopback)) {
            throw new IllegalArgumentException("must be https://" + GLOBAL
                    + "/beta, https://graph.microsoft.us/beta or https://dod-graph.microsoft.us/beta");
        }
        return new GraphEndpoint(base);
    }

    /** What the identity asks a token for: the same cloud; for a loopback address the global one. */
    public String scope() {
        return "https://" + (isLoopback(base.getHost()) ? GLOBAL : base.getHost()) + "/.default";
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }
}

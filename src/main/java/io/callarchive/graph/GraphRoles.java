package io.callarchive.graph;

import com.azure.core.credential.TokenCredential;
import io.callarchive.status.HealthCheck;
import java.util.List;
import java.util.Optional;

/** Whether the identity's token for Graph holds an application role that is enough. */
public final class GraphRoles implements HealthCheck.Probe {
    private final TokenRoles token;

    public GraphRoles(TokenCredential credential, GraphEndpoint endpoint) {
        this.token = new TokenRoles(credential, endpoint);
    }

    /** The id of the tenant whose logs Graph hands out; empty if the identity gives no token that tells it. */
    public Optional<String> tenant() {
        try {
            return token.tenant();
        } catch (RuntimeException e) {
            // Why there is no token, the probe tells.
            return Optional.empty();
        }
    }

    @Override
    public HealthCheck look() {
        List<String> held;
        try {
            held = token.held().orElse(List.of());
        } catch (RuntimeException e) {
            return HealthCheck.fail("graph-role", NoToken.words(e));
        }
        boolean ok = TokenRoles.areEnough(held);
        String roles = held.isEmpty() ? "no role at all" : String.join(", ", held);
        String remedy = ok
                ? ""
                : "; grant " + TokenRoles.ENOUGH.get(0)
                        + " to the identity (a token that it holds already lasts up to a day)";
        String found = "the token for Graph holds " + roles + remedy;
        return (ok ? HealthCheck.pass("graph-role", found) : HealthCheck.fail("graph-role", found)).observing(held);
    }
}

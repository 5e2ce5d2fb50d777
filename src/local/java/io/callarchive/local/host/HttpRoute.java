package io.callarchive.local.host;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A function's path, in parts that are literal (in any case) or {@code {parameters}}. */
record HttpRoute(StagedFunction function, Trigger.Http trigger, List<String> parts) {
    static HttpRoute of(StagedFunction function, Trigger.Http trigger, String prefix) {
        return new HttpRoute(function, trigger, partsOf(prefix + "/" + trigger.route()));
    }

    /** The values of the route's parameters, if the request is for this function. */
    Optional<Map<String, String>> match(String method, String path) {
        List<String> asked = partsOf(path);
        if (!trigger.methods().contains(method) || asked.size() != parts.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (part.startsWith("{")) {
                parameters.put(part.substring(1, part.length() - 1), asked.get(i));
            } else if (!part.equalsIgnoreCase(asked.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    private static List<String> partsOf(String path) {
        return List.of(path.replaceAll("^/+|/+$", "").split("/+", -1));
    }
}

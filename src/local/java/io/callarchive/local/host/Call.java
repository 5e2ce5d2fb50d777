package io.callarchive.local.host;

import com.microsoft.azure.functions.ExecutionContext;
import java.util.Map;

/**
 * What one invocation gives a function to choose its arguments from.
 *
 * @param payload the text of a timer or a queue message, or the HTTP request
 */
record Call(Object payload, Map<String, String> routeParameters, ExecutionContext context) {}

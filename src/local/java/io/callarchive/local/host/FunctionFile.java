package io.callarchive.local.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** One function.json of the staged app. */
record FunctionFile(String name, Path jar, String className, String methodName, JsonNode binding, JsonNode retry) {
    static final String NAME = "function.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> EVERY_METHOD =
            Set.of("GET", "POST", "DELETE", "HEAD", "PATCH", "PUT", "OPTIONS", "TRACE");

    static FunctionFile read(Path folder) {
        JsonNode root = parse(folder.resolve(NAME));
        String entryPoint = text(root, "entryPoint");
        int dot = entryPoint.lastIndexOf('.');
        if (dot < 1) {
            throw new UnusableFunction("entryPoint should be package.Class.method but is " + entryPoint);
        }
        return new FunctionFile(
                String.valueOf(folder.getFileName()),
                folder.resolve(text(root, "scriptFile")).normalize(),
                entryPoint.substring(0, dot),
                entryPoint.substring(dot + 1),
                triggerBinding(root),
                root.path("retry"));
    }

    Trigger trigger(SettingExpressions settings) {
        String type = text(binding, "type");
        return switch (type) {
            case "timerTrigger" ->
                new Trigger.Timer(TimerSchedule.parse(settings.resolve(text(binding, "schedule"))), Retries.of(retry));
            case "queueTrigger" ->
                new Trigger.Queue(
                        settings.resolve(text(binding, "queueName")),
                        binding.path("connection").asText("AzureWebJobsStorage"));
            case "httpTrigger" ->
                new Trigger.Http(
                        settings.resolve(binding.path("route").asText(name)),
                        methods(),
                        !binding.path("authLevel").asText("function").equalsIgnoreCase("anonymous"));
            default -> throw new UnusableFunction("the local host has no trigger of type " + type);
        };
    }

    /** No list means every method; an empty list, on the real host as well, means none. */
    private Set<String> methods() {
        JsonNode listed = binding.path("methods");
        if (!listed.isArray()) {
            return EVERY_METHOD;
        }
        Set<String> methods = new HashSet<>();
        listed.forEach(method -> methods.add(method.asText().toUpperCase(Locale.ROOT)));
        return methods;
    }

    private static JsonNode parse(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UnusableFunction(file + " cannot be read as JSON", e);
        }
    }

    private static JsonNode triggerBinding(JsonNode root) {
        for (JsonNode binding : root.path("bindings")) {
            if (binding.path("type").asText().endsWith("Trigger")) {
                return binding;
            }
        }
        throw new UnusableFunction("function.json has no trigger binding");
    }

    private static String text(JsonNode node, String property) {
        JsonNode value = node.path(property);
        if (!value.isTextual()) {
            throw new UnusableFunction("function.json should have the text property " + property);
        }
        return value.asText();
    }
}

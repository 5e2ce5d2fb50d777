package io.callarchive.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Debian's Chromium, driven through its chromedriver in the few commands of the W3C WebDriver protocol that the tests
 * need. Closing it ends the driver and the browser and removes the browser's profile.
 */
final class Browser implements AutoCloseable {
    static final String LEFT = "\uE012";
    static final String UP = "\uE013";
    static final String RIGHT = "\uE014";
    static final String DOWN = "\uE015";
    static final String ENTER = "\uE007";
    static final String HOME = "\uE011";
    static final String END = "\uE010";

    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");
    private static final int WAIT_MILLIS = 40_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final Path profile;
    private final Process driver;
    private final String session;

    private Browser(Path profile, Process driver) throws IOException {
        this.profile = profile;
        this.driver = driver;
        String address = "http://127.0.0.1:" + port(driver) + "/session";
        List<String> arguments = List.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        Map<String, Object> wanted = Map.of(
                "browserName", "chrome",
                "goog:loggingPrefs", Map.of("browser", "ALL"),
                "timeouts", Map.of("script", WAIT_MILLIS),
                "goog:chromeOptions", Map.of("binary", CHROMIUM.toString(), "args", arguments));
        JsonNode made = post(address, Map.of("capabilities", Map.of("alwaysMatch", wanted)));
        this.session = address + "/" + made.get("sessionId").textValue();
    }

    static boolean isInstalled() {
        return Files.isExecutable(DRIVER) && Files.isExecutable(CHROMIUM);
    }

    static Browser start() throws IOException {
        Path profile = Files.createTempDirectory("callarchive-browser");
        Process driver = new ProcessBuilder(DRIVER.toString(), "--port=0")
                .redirectErrorStream(true)
                .start();
        try {
            return new Browser(profile, driver);
        } catch (IOException | RuntimeException e) {
            end(family(driver), profile);
            throw e;
        }
    }

    /** Shows an address in a window of that width, in that colour scheme: {@code light} or {@code dark}. */
    void open(URI address, int width, String colours) {
        devtools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", false));
        devtools(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
        command("url", Map.of("url", address.toString()));
    }

    /** What the body of a JavaScript function returns. */
    JsonNode run(String script) {
        return command("execute/sync", Map.of("script", script, "args", List.of()));
    }

    /** What a JavaScript expression says. */
    String text(String expression) {
        return run("return String(" + expression + ")").textValue();
    }

    /** Returns when the JavaScript expression is true, or fails after 40 seconds. */
    void await(String expression) {
        String script = "const done = arguments[arguments.length - 1];" + "(function look() { if (" + expression
                + ") { done(true); } else { requestAnimationFrame(look); } })();";
        command("execute/async", Map.of("script", script, "args", List.of()));
    }

    void click(String selector) {
        JsonNode found = command("element", Map.of("using", "css selector", "value", selector));
        command("element/" + found.elements().next().textValue() + "/click", Map.of());
    }

    /** Presses keys, one after the other, wherever the focus is. */
    void press(String... keys) {
        List<Map<String, String>> strokes = new ArrayList<>();
        for (String key : keys) {
            strokes.add(Map.of("type", "keyDown", "value", key));
            strokes.add(Map.of("type", "keyUp", "value", key));
        }
        command("actions", Map.of("actions", List.of(Map.of("type", "key", "id", "keys", "actions", strokes))));
    }

    /** Warnings and errors on the console since the last call, those about the Content-Security-Policy included. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        for (JsonNode entry : command("se/log", Map.of("type", "browser"))) {
            if (!List.of("INFO", "DEBUG").contains(entry.path("level").asText())) {
                complaints.add(entry.path("message").asText());
            }
        }
        return complaints;
    }

    /** Lays the page out as on paper of that width. */
    void layOutForPaper(int width) {
        devtools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 1000, "deviceScaleFactor", 1, "mobile", false));
        devtools("Emulation.setEmulatedMedia", Map.of("media", "print"));
    }

    /** The page on A4 as PDF, without the colours of its background, as most printers are set. */
    void print(Path file) throws IOException {
        JsonNode printed =
                devtools("Page.printToPDF", Map.of("paperWidth", 8.27, "paperHeight", 11.69, "printBackground", false));
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(printed.get("data").textValue()));
    }

    /** The whole page as PNG. */
    void photograph(Path file) throws IOException {
        devtools("Emulation.setScrollbarsHidden", Map.of("hidden", true));
        run("scrollTo(0, 0)");
        JsonNode size = run("return [innerWidth, document.body.offsetHeight]");
        Map<String, Integer> all = Map.of(
                "x",
                0,
                "y",
                0,
                "width",
                size.get(0).intValue(),
                "height",
                size.get(1).intValue(),
                "scale",
                1);
        JsonNode shot =
                devtools("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", all));
        devtools("Emulation.setScrollbarsHidden", Map.of("hidden", false));
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(shot.get("data").textValue()));
    }

    @Override
    public void close() {
        // Counted before the driver goes: what it leaves behind would have another parent.
        List<ProcessHandle> family = family(driver);
        try {
            http.send(
                    HttpRequest.newBuilder(URI.create(session))
                            .timeout(Duration.ofSeconds(10))
                            .DELETE()
                            .build(),
                    BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(family, profile);
        }
    }

    private static List<ProcessHandle> family(Process driver) {
        return Stream.concat(driver.descendants(), Stream.of(driver.toHandle())).toList();
    }

    private static void end(List<ProcessHandle> family, Path profile) {
        family.forEach(ProcessHandle::destroyForcibly);
        family.forEach(process -> process.onExit().join());
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int port(Process driver) throws IOException {
        // Not closed: a driver whose output nobody takes would end.
        BufferedReader said = driver.inputReader(StandardCharsets.UTF_8);
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                return Integer.parseInt(started.group(1));
            }
        }
        throw new IOException("chromedriver ended without naming its port");
    }

    private JsonNode devtools(String method, Map<String, Object> parameters) {
        return command("goog/cdp/execute", Map.of("cmd", method, "params", parameters));
    }

    private JsonNode command(String name, Map<String, ?> parameters) {
        return post(session + "/" + name, parameters);
    }

    private JsonNode post(String address, Map<String, ?> body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(Duration.ofSeconds(60))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            JsonNode value = JSON.readTree(
                            http.send(request, BodyHandlers.ofString()).body())
                    .path("value");
            if (value.has("error")) {
                throw new IllegalStateException(value.get("error").asText() + ": "
                        + value.path("message").asText() + " (" + address + " " + body + ")");
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the browser worked", e);
        }
    }
}

package io.callarchive.local.host;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Runs a staged app as the Azure Functions host does. A process of its own, because the app reads its settings from
 * the environment: {@code LocalHost <staging folder> <HTTP port, 0 for a free one>}.
 *
 * <p>Settings of the host itself: {@code LOCALHOST_FUNCTION_KEY} (key that functions of level "function" ask for),
 * {@code LOCALHOST_STACKTRACES} (set: with a failure's stack trace), {@code LOCALHOST_LEASE_SECONDS} (how long a
 * received message stays hidden, 600; after a crash nobody gets it earlier).
 */
public final class LocalHost {
    /** The process to end with, so that a killed parent leaves no host behind. */
    static final String PARENT_PROPERTY = "localhost.parent";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Map<String, String> environment;
    private final HostSettings settings;
    private final Clock clock;
    private final PrintStream out;
    private final HostLog log;
    private final Invoker invoker;
    private final ExecutorService adminCalls = Executors.newCachedThreadPool();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    private LocalHost(Map<String, String> environment, HostSettings settings, Clock clock, PrintStream out) {
        this.out = out;
        this.environment = environment;
        this.settings = settings;
        this.clock = clock;
        this.log = new HostLog(clock, out::println, environment.containsKey("LOCALHOST_STACKTRACES"));
        this.invoker = new Invoker(log);
    }

    /**
     * Runs until the process is asked to end.
     *
     * @param arguments the staging folder and the HTTP port
     * @throws IOException if the port is taken
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("expected: LocalHost <staging folder> <HTTP port, 0 for a free one>");
        }
        Path folder = Path.of(arguments[0]);
        Map<String, String> environment = System.getenv();
        HostSettings settings = HostSettings.read(folder.resolve("host.json"), environment);
        StagedApp app = StagedApp.load(folder, new SettingExpressions(environment));
        LocalHost host = new LocalHost(environment, settings, Clock.systemUTC(), standardOutput());
        Runtime.getRuntime().addShutdownHook(new Thread(host::stop, "stop"));
        endWithParent();
        host.run(app, Integer.parseInt(arguments[1]));
    }

    private void run(StagedApp app, int port) throws IOException {
        AdminPaths admin = new AdminPaths(app.functions(), invoker, adminCalls, clock);
        HttpFrontDoor frontDoor =
                new HttpFrontDoor(port, routes(app), admin, invoker, environment.get("LOCALHOST_FUNCTION_KEY"));
        frontDoor.start();
        out.println("LocalHost listening on " + frontDoor.address());
        app.problems().forEach(log::error);
        listeners.add(frontDoor);
        app.functions().stream().filter(this::isEnabled).forEach(this::listen);
    }

    private List<HttpRoute> routes(StagedApp app) {
        List<HttpRoute> routes = new ArrayList<>();
        for (StagedFunction function : app.functions()) {
            if (function.trigger() instanceof Trigger.Http http) {
                routes.add(HttpRoute.of(function, http, settings.routePrefix()));
            }
        }
        return routes;
    }

    /** The setting by which Azure switches a function off; one that is called by HTTP stays on here. */
    private boolean isEnabled(StagedFunction function) {
        return !"true".equalsIgnoreCase(environment.get("AzureWebJobs." + function.name() + ".Disabled"));
    }

    private void listen(StagedFunction function) {
        try {
            if (function.trigger() instanceof Trigger.Timer timer) {
                startListening(new TimerListener(function, timer, invoker, log, clock));
            } else if (function.trigger() instanceof Trigger.Queue trigger) {
                QueueConnection connection = new QueueConnection(trigger.connection(), environment);
                TriggerQueue queue = new TriggerQueue(trigger.queueName(), connection, settings, lease(), log);
                startListening(new QueueListener(function, queue, settings, longestPause(), invoker, log));
            }
        } catch (UnusableFunction | IllegalArgumentException e) {
            log.error(function.name() + " is disabled: " + e.getMessage());
        }
    }

    private void startListening(Listener listener) {
        listeners.add(listener);
        listener.start();
    }

    /** The real host waits up to a minute for a message by default; someone in front of a screen should not. */
    private Duration longestPause() {
        Duration wanted = settings.maxPollingInterval();
        return wanted.compareTo(LONGEST_PAUSE) < 0 ? wanted : LONGEST_PAUSE;
    }

    private Duration lease() {
        return Duration.ofSeconds(Long.parseLong(environment.getOrDefault("LOCALHOST_LEASE_SECONDS", "600")));
    }

    private void stop() {
        log.info("stopping");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        listeners.forEach(Listener::stop);
        adminCalls.shutdown();
        try {
            for (Listener listener : listeners) {
                listener.awaitIdle(Duration.ofNanos(deadline - System.nanoTime()));
            }
            boolean unused = adminCalls.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In UTF-8, whatever the locale of the process, and flushed with every line. */
    private static PrintStream standardOutput() {
        return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    }

    private static void endWithParent() {
        String parent = System.getProperty(PARENT_PROPERTY);
        if (parent != null) {
            ProcessHandle.of(Long.parseLong(parent)).ifPresent(process -> {
                var unused = process.onExit().thenRun(() -> System.exit(1));
            });
        }
    }
}

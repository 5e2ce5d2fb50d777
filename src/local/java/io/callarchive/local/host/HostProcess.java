package io.callarchive.local.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A {@link LocalHost} in a child JVM whose environment is the app's settings and little else. Ends with this JVM, at
 * the latest.
 */
public final class HostProcess implements AutoCloseable {
    private static final String LISTENING = "LocalHost listening on ";
    /** The setting with the port of the host; a free one without it. */
    public static final String PORT = "LOCALHOST_PORT";

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);
    /** What a child keeps of this machine: its paths, its language, and the date that faketime pretends. */
    public static final List<String> INHERITED = List.of(
            "PATH",
            "HOME",
            "JAVA_HOME",
            "TMPDIR",
            "LANG",
            "LC_ALL",
            "SystemRoot",
            "TEMP",
            "TMP",
            "USERPROFILE",
            "LD_PRELOAD",
            "FAKETIME",
            "FAKETIME_SHARED");

    private final Process process;
    private final ProcessOutput output;
    private final Thread killer;
    private final URI address;

    private HostProcess(Process process, ProcessOutput output, Thread killer, URI address) {
        this.process = process;
        this.output = output;
        this.killer = killer;
        this.address = address;
    }

    /**
     * Returns as soon as the host answers HTTP requests.
     *
     * @param stagingFolder what {@code mvn package} made
     * @param environment the app's settings, as in Azure
     * @param jvmOptions for the child, for example a trust store
     * @param outputLine gets every line that the child prints, on a thread of its own
     * @throws IllegalStateException with the child's output, if it does not start
     */
    public static HostProcess start(
            Path stagingFolder, Map<String, String> environment, List<String> jvmOptions, Consumer<String> outputLine) {
        ProcessBuilder builder = new ProcessBuilder(
                        command(stagingFolder, jvmOptions, environment.getOrDefault(PORT, "0")))
                .redirectErrorStream(true);
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            Thread killer = new Thread(process::destroyForcibly, "kill-local-host");
            Runtime.getRuntime().addShutdownHook(killer);
            ProcessOutput output = ProcessOutput.of(process.inputReader(StandardCharsets.UTF_8), outputLine);
            return new HostProcess(process, output, killer, addressIn(output, process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code http://127.0.0.1:port}, without a slash at the end. */
    public URI address() {
        return address;
    }

    /** Runs a timer function once, or a queue function with an empty message; returns before it ends. */
    public void fire(String functionName) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/admin/functions/" + functionName))
                .POST(HttpRequest.BodyPublishers.ofString("{\"input\":\"\"}"))
                .build();
        try {
            int status = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status != 202) {
                throw new IllegalStateException("firing " + functionName + " was answered " + status + output.quoted());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while firing " + functionName, e);
        }
    }

    /** All lines so far. */
    public List<String> output() {
        return output.lines();
    }

    /**
     * Waits for a line, which may have been printed before.
     *
     * @param part of the line
     * @return the first such line
     * @throws IllegalStateException with the child's output, if there is no such line in time or the child ended
     */
    public String awaitLine(String part, Duration patience) {
        return output.await(part, patience);
    }

    /** Waits for the first line of a kind, described for the message of its failure. */
    public String awaitLine(Predicate<String> wanted, String description, Duration patience) {
        return output.await(wanted, description, patience);
    }

    /** Whether the child still runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Ends the child as a crash does: nothing is finished, no shutdown hook runs. */
    public void kill() {
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    /** Asks the child to finish what it does and to end; after ten seconds it is killed. */
    @Override
    public void close() {
        process.toHandle().destroy(); // process.destroy() would close the output, and its last lines be lost
        awaitEnd();
    }

    private static URI addressIn(ProcessOutput output, Process process) {
        try {
            return URI.create(output.await(LISTENING, START).substring(LISTENING.length()));
        } catch (IllegalStateException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            output.awaitEnd(STOP);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook has run or is about to, and does no harm.
        }
    }

    private static List<String> command(Path stagingFolder, List<String> jvmOptions, String port) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add(
                "-D" + LocalHost.PARENT_PROPERTY + "=" + ProcessHandle.current().pid());
        command.add("-cp");
        // Surefire may put a jar that only lists the class path into java.class.path.
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(LocalHost.class.getName());
        command.add(stagingFolder.toString());
        command.add(port);
        return command;
    }
}

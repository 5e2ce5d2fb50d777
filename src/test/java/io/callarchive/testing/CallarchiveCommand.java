package io.callarchive.testing;

import io.callarchive.local.host.HostProcess;
import io.callarchive.local.run.LocalAzure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line, from the folder that {@code mvn package} stages, in a process of its own. */
public final class CallarchiveCommand {
    private CallarchiveCommand() {}

    /** How it ended, and all that it printed. */
    public record Result(int exitCode, String output) {}

    /** The part of it for a person's rows. */
    public static Result person(
            LocalAzure azure, Map<String, String> environment, String input, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("person"));
        all.addAll(arguments);
        return run(azure, environment, input, all);
    }

    /** Runs it to its end. Its environment is the given one alone. */
    public static Result run(LocalAzure azure, Map<String, String> environment, String input, List<String> arguments) {
        String staging = System.getProperty("stagingDirectory", "target/azure-functions/callarchive");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(azure.jvmOptions());
        command.addAll(List.of("-Xmx64m", "-Duser.language=tr", "-Duser.timezone=Pacific/Chatham"));
        command.addAll(List.of(
                "-cp", Path.of(staging, "*") + System.getProperty("path.separator") + Path.of(staging, "lib", "*")));
        command.add("io.callarchive.cli.Callarchive");
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().retainAll(HostProcess.INHERITED);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the command ran", e);
        }
    }
}

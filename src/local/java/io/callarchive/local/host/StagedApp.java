package io.callarchive.local.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.stream.Stream;

/**
 * The packaged app as Azure gets it: a folder per function with its function.json, the app's jar, {@code lib/}.
 * A function that cannot run becomes one of the {@link #problems()}; the rest is loaded.
 */
final class StagedApp implements AutoCloseable {
    private final URLClassLoader loader;
    private final List<StagedFunction> functions = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private StagedApp(URLClassLoader loader) {
        this.loader = loader;
    }

    static StagedApp load(Path folder, SettingExpressions settings) {
        List<Path> functionFolders = functionFolders(folder);
        StagedApp app = new StagedApp(loader(folder));
        try {
            FunctionInstances instances = FunctionInstances.of(app.loader);
            functionFolders.forEach(function -> app.add(function, settings, instances));
        } catch (UnusableFunction | ServiceConfigurationError | LinkageError e) {
            app.problems.add("no function can run: the FunctionInstanceInjector cannot be used: " + e);
        }
        return app;
    }

    List<StagedFunction> functions() {
        return List.copyOf(functions);
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    ClassLoader classLoader() {
        return loader;
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Path folder, SettingExpressions settings, FunctionInstances instances) {
        try {
            FunctionFile function = FunctionFile.read(folder);
            if (!Files.isRegularFile(function.jar())) {
                throw new UnusableFunction("there is no " + function.jar());
            }
            functions.add(StagedFunction.load(function, function.trigger(settings), loader, instances));
        } catch (UnusableFunction e) {
            problems.add(folder.getFileName() + " is disabled: " + e.getMessage());
        }
    }

    private static List<Path> functionFolders(Path folder) {
        List<Path> folders = list(folder).stream()
                .filter(entry -> Files.isRegularFile(entry.resolve(FunctionFile.NAME)))
                .toList();
        if (folders.isEmpty()) {
            throw new IllegalArgumentException(
                    folder + " is not a staged app: expected folders with a function.json (mvn package makes them)");
        }
        return folders;
    }

    private static URLClassLoader loader(Path folder) {
        URL[] jars = Stream.concat(list(folder).stream(), list(folder.resolve("lib")).stream())
                .filter(file -> file.toString().endsWith(".jar"))
                .map(StagedApp::url)
                .toArray(URL[]::new);
        return new URLClassLoader("app", jars, new WorkerClassLoader(StagedApp.class.getClassLoader()));
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}

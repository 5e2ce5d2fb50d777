package io.callarchive.local.host;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A staged app made on the spot from Java source in the package {@code tiny}, as Maven would stage it. */
final class TinyApp {
    private static final String IMPORTS = """
            package tiny;
            import com.microsoft.azure.functions.*;
            import com.microsoft.azure.functions.annotation.*;
            import com.microsoft.azure.functions.spi.inject.*;
            import java.util.*;
            """;

    private final Path folder;
    private final Path sources;
    private final List<String> classes = new ArrayList<>();

    private TinyApp(Path temporary) {
        this.folder = temporary.resolve("staged");
        this.sources = temporary.resolve("sources");
    }

    static TinyApp in(Path temporary) {
        return new TinyApp(temporary).hostJson("{\"version\": \"2.0\"}");
    }

    TinyApp hostJson(String json) {
        write(folder.resolve("host.json"), json);
        return this;
    }

    /** A class, and for it a function of the same name. */
    TinyApp function(String name, String trigger, String body) {
        return function(name, trigger, body, "");
    }

    /** The same with more properties in its function.json. */
    TinyApp function(String name, String trigger, String body, String more) {
        write(folder.resolve(name).resolve("function.json"), """
                {"scriptFile": "../tiny.jar", "entryPoint": "tiny.%s.run", "bindings": [%s]%s}
                """.formatted(name, trigger, more));
        return type(name, "public class " + name + " {" + body + "}");
    }

    TinyApp type(String name, String code) {
        write(sources.resolve(name + ".java"), IMPORTS + code);
        classes.add(name);
        return this;
    }

    /** Registers classes of this app as the source of function objects. */
    TinyApp injectors(String... names) {
        String registered =
                String.join("\n", Stream.of(names).map("tiny."::concat).toList());
        write(compiled().resolve("META-INF/services").resolve(FunctionInstanceInjector.class.getName()), registered);
        return this;
    }

    Path stage() {
        compile();
        jar();
        return folder;
    }

    StagedApp load(Map<String, String> settings) {
        return StagedApp.load(stage(), new SettingExpressions(settings));
    }

    private Path compiled() {
        return sources.resolveSibling("compiled");
    }

    private void compile() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            List<String> options =
                    List.of("-proc:none", "-parameters", "-d", compiled().toString());
            List<File> javaFiles = classes.stream()
                    .map(name -> sources.resolve(name + ".java").toFile())
                    .toList();
            boolean done = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromFiles(javaFiles))
                    .call();
            if (!done) {
                throw new IllegalArgumentException(messages.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void jar() {
        try (Stream<Path> files = Files.walk(compiled());
                JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("tiny.jar")))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(
                        new JarEntry(compiled().relativize(file).toString().replace('\\', '/')));
                Files.copy(file, jar);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.resolve("..").normalize());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.callarchive.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each promise names the tests that show it, and they are there. Classes are found by name, wherever they are. */
class PromisesTest {
    private static final Path PROMISES = Path.of(".github/PROMISES.md");
    private static final String README_SECTION = "What you can rely on";
    private static final String OPERATORS_SECTION = "When something goes wrong";

    private static final String WAYS_SECTION = "Twelve ways to lose data silently";
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern BULLET = Pattern.compile("(?m)^\\* \\*\\*(.+?)\\.?\\*\\*");
    private static final Pattern BOLD_ROW = Pattern.compile("(?m)^\\| \\*\\*(.+?)\\*\\*");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (.+?) \\| `.*`.* \\|$");
    /** What the build runs: a contract's tests run in the classes that extend it. */
    private static final Pattern TEST_CLASS = Pattern.compile("\\w+(?:Test|IT|Contract)");

    private final Page promises = Page.read(PROMISES);
    private final List<Path> sources = Repository.files(Path.of("src/test"));

    PromisesTest() throws IOException {}

    @Test
    void eachPromiseOfTheReadmeHasItsTests() throws IOException {
        List<String> made = Page.all(BULLET, Page.read(Path.of("README.md")).section(README_SECTION));
        assertThat(made).hasSizeGreaterThanOrEqualTo(6);
        assertThat(Page.all(ROW, promises.section(README_SECTION))).containsExactlyElementsOf(made);
    }

    @Test
    void eachLineOfTheOperatorsTableHasItsTests() throws IOException {
        Page operating = Page.read(Path.of("infra/docs/operating.md"));
        List<String> made = Page.all(BOLD_ROW, operating.section(OPERATORS_SECTION));
        assertThat(made).hasSizeGreaterThanOrEqualTo(15);
        assertThat(Page.all(ROW, promises.section(OPERATORS_SECTION))).containsExactlyElementsOf(made);
    }

    @Test
    void eachTestThatIsNamedIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        List<String> named = Stream.of(README_SECTION, OPERATORS_SECTION, WAYS_SECTION)
                .flatMap(section -> Page.all(CODE, promises.section(section)).stream())
                .toList();
        for (String name : named) {
            problem(name).ifPresent(missing::add);
        }
        assertThat(missing).isEmpty();
        assertThat(named).hasSizeGreaterThan(30);
    }

    private Optional<String> problem(String name) throws IOException {
        int hash = name.indexOf('#');
        String type = hash < 0 ? name : name.substring(0, hash);
        boolean isScript = type.endsWith(".test.mjs");
        List<Path> files = sources.stream()
                .filter(file -> file.endsWith(isScript ? type : type + ".java"))
                .toList();
        if (files.size() != 1 || !(isScript || TEST_CLASS.matcher(type).matches())) {
            return Optional.of(name + " is no test class: " + files);
        }
        return hash < 0 || isTest(Files.readString(files.get(0)), name.substring(hash + 1))
                ? Optional.empty()
                : Optional.of(name + " is no test of " + files.get(0));
    }

    /** Whether the method has an annotation that makes it a test, somewhere behind the method before it. */
    private static boolean isTest(String source, String method) {
        int at = source.indexOf("void " + method + "(");
        String before = source.substring(0, Math.max(0, at));
        String own = before.substring(Math.max(0, before.lastIndexOf("\n    }\n")));
        return at >= 0 && (own.contains("@Test\n") || own.contains("@ParameterizedTest"));
    }
}

package io.callarchive.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.CallLog;
import io.callarchive.Problem;
import io.callarchive.Reason;
import io.callarchive.dayfile.PageNote;
import io.callarchive.evidence.DayVerdict;
import io.callarchive.status.DayState;
import io.callarchive.web.ArchiveAnswer;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The words that a program, an operator and an auditor meet are in the pages that explain them, and those pages explain no
 * others. Settings, parameters, events and their defaults are compared where the infrastructure is checked.
 */
class DocumentedWordsTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\| ([^|]*)\\|(.*)$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void theStatesOfADay() throws IOException {
        String table = Page.read(Path.of("infra/docs/files.md")).section("The states of a day");
        List<String> said = rows(table)
                .map(row -> Page.all(CODE, row.group()).stream()
                        .filter(word -> word.equals(DayState.NOT_YET.label()))
                        .findFirst()
                        .orElse(row.group(1).replace(' ', '-')))
                .toList();
        assertThat(said).containsExactlyInAnyOrderElementsOf(labels(DayState.values(), DayState::label));
    }

    @Test
    void theCodesOfWhatWentWrong() throws IOException {
        Page page = Page.read(Path.of("infra/docs/troubleshooting.md"));
        List<String> said = rows(page.section("A day stays *failed*"))
                .flatMap(row -> Page.all(CODE, row.group(1)).stream())
                .filter(code -> !code.equals("http-…"))
                .toList();
        assertThat(said).containsExactlyInAnyOrderElementsOf(labels(Problem.Code.values(), Problem.Code::label));
    }

    @Test
    void theNotesAndTheReasonsOnAFile() throws IOException {
        String metadata = Page.read(Path.of("infra/docs/files.md")).section("Metadata");
        assertThat(wordsOf("`notes`", metadata))
                .containsExactlyInAnyOrderElementsOf(labels(PageNote.values(), PageNote::label));
        assertThat(wordsOf("`run`, `reason`", metadata))
                .containsExactlyInAnyOrderElementsOf(labels(Reason.values(), Reason::label));
    }

    @Test
    void whatVerifySaysOfADayAndWhetherItIsSound() throws IOException {
        Map<String, String> said = rows(Page.read(Path.of("infra/docs/evidence.md"))
                        .section("Verify"))
                .filter(row -> row.group(1).startsWith("`"))
                .collect(Collectors.toMap(
                        row -> row.group(1).replace("`", ""),
                        row -> row.group(3).replace("|", "").trim()));
        assertThat(said)
                .containsExactlyInAnyOrderEntriesOf(Arrays.stream(DayVerdict.Kind.values())
                        .collect(Collectors.toMap(DayVerdict.Kind::label, kind -> kind.isSound() ? "yes" : "no")));
    }

    @Test
    void theLogsTheirFunctionsAndTheFieldThatTellsTheDay() throws IOException {
        String files = Page.read(Path.of("infra/docs/files.md")).section("The rows");
        for (CallLog log : CallLog.values()) {
            assertThat(rows(files).filter(row -> row.group(1).equals("`" + log.label() + "`")))
                    .as(log.label())
                    .singleElement()
                    .satisfies(row -> assertThat(row.group())
                            .contains("`" + log.graphFunction() + "`")
                            .contains(log.timeField()
                                    .map(field -> "`" + field + "`")
                                    .orElse("| none")));
        }
        String table = Page.read(Path.of("README.md")).section("What it does");
        assertThat(rows(table)
                        .map(row -> row.group(1))
                        .filter(cell -> cell.startsWith("`"))
                        .map(cell -> cell.replace("`", "")))
                .containsExactlyElementsOf(labels(CallLog.values(), CallLog::label));
    }

    @Test
    void theNamesInTheAnswerOfTheArchive() throws IOException {
        List<String> said =
                Page.all(CODE, Page.read(Path.of("infra/docs/http-api.md")).text());
        List<String> names = Arrays.stream(ArchiveAnswer.class.getDeclaredClasses())
                .flatMap(form ->
                        Optional.ofNullable(form.getRecordComponents()).stream().flatMap(Arrays::stream))
                .map(RecordComponent::getName)
                .distinct()
                .toList();
        assertThat(names).hasSizeGreaterThan(40);
        assertThat(said).containsAll(names);
    }

    private static Stream<MatchResult> rows(String text) {
        return ROW.matcher(text)
                .results()
                .filter(row -> !row.group(1).startsWith("-"))
                .skip(1);
    }

    /** The quoted words in the second cell of the row of that name, but those with other signs than a word has. */
    private static List<String> wordsOf(String name, String table) {
        return ROW.matcher(table)
                .results()
                .filter(row -> row.group(1).equals(name))
                .flatMap(row -> Page.all(CODE, row.group(2)).stream())
                .filter(word -> word.matches("[a-z-]+") && !word.equals("readings"))
                .toList();
    }

    private static <T> List<String> labels(T[] values, Function<T, String> label) {
        return Arrays.stream(values).map(label).toList();
    }
}

package io.callarchive.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.callarchive.CallLog;
import io.callarchive.lake.StorageAddress;
import io.callarchive.person.PersonRequest.Verb;
import java.io.BufferedReader;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonArgumentsTest {
    private static final String ID = "0f4e2f0a-0001-4c7e-9a55-8d6f6c1a0001";
    private static final String GOOD =
            " --storage https://lake.blob.core.windows.net --from 2026-09-01 --to 2026-09-30 --user " + ID;

    @Test
    void readsThemAll() throws BadArguments {
        PersonRequest request = read("export --out rows.jsonl --container logs --logs sms,pstn" + GOOD);
        assertThat(request.verb()).isEqualTo(Verb.EXPORT);
        assertThat(request.storage())
                .isEqualTo(new StorageAddress.ServiceUri(URI.create("https://lake.blob.core.windows.net")));
        assertThat(request.container()).isEqualTo("logs");
        assertThat(request.from()).isEqualTo(LocalDate.of(2026, 9, 1));
        assertThat(request.to()).isEqualTo(LocalDate.of(2026, 9, 30));
        assertThat(request.logs()).containsExactly(CallLog.SMS, CallLog.PSTN);
        assertThat(request.person().isNamedBy(ID)).isTrue();
        assertThat(request.out()).contains(Path.of("rows.jsonl"));
    }

    @Test
    void withoutMoreItIsEveryLogInTheUsualContainerAndNothingIsConfirmed() throws BadArguments {
        PersonRequest request = read("erase" + GOOD);
        assertThat(request.container()).isEqualTo("call-logs");
        assertThat(request.logs()).containsExactly(CallLog.values());
        assertThat(request.confirmed()).isFalse();
        assertThat(read("erase --yes" + GOOD).confirmed()).isTrue();
    }

    @Test
    void whoseRowsMayComeFromStandardInput() throws BadArguments {
        PersonRequest request = PersonArguments.read(
                        List.of("find --storage https://l.example --from 2026-09-01 --to 2026-09-01 --number -"
                                .split(" ")),
                        Optional.empty(),
                        input(" +49 30 12345 \nmore"))
                .orElseThrow();
        assertThat(request.person().isNamedBy("+493012345")).isTrue();
        assertThatThrownBy(() -> read("find" + GOOD.replace(ID, "-")))
                .isInstanceOf(BadArguments.class)
                .hasMessageStartingWith("--user must be an object id");
    }

    @Test
    void theEmulatorsConnectionStringStandsForAMissingStorage() throws BadArguments {
        String without = "find" + GOOD.replace("--storage https://lake.blob.core.windows.net ", "");
        PersonRequest request = PersonArguments.read(
                        List.of(without.split(" ")), Optional.of("AccountKey=k"), input(""))
                .orElseThrow();
        assertThat(request.storage()).isInstanceOf(StorageAddress.ConnectionString.class);
        assertThatThrownBy(() -> read(without)).isInstanceOf(BadArguments.class).hasMessage("--storage is missing");
    }

    @Test
    void listsAllThatIsWrongAndRepeatsNothing() {
        BadArguments e = catchThrowableOfType(
                BadArguments.class,
                () -> read("find +493012345 --container X --from anna --to 2026-02-30 --logs fax --number anna"));
        assertThat(String.valueOf(e.getMessage()).lines())
                .containsExactly(
                        "--container must be 3 to 54 lower-case letters, digits and single hyphens between them",
                        "--from must be a day such as 2026-09-01",
                        "--to must be a day such as 2026-09-01",
                        "--logs must be a comma-separated list of " + CallLog.labels(),
                        "--storage is missing",
                        "argument 2 is none of those that --help lists",
                        "--number must be 3 to 15 digits; they may be grouped by spaces, dashes and brackets,"
                                + " after + or 00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "seek +493012345", "+493012345 find", "--number +493012345", "--from anna find"})
    void whatIsToBeDoneComesFirst(String arguments) {
        assertThatThrownBy(() -> read(arguments + GOOD))
                .isInstanceOf(BadArguments.class)
                .hasMessage("the first argument must be find, export or erase");
    }

    /** Whatever was typed may be the person's. */
    @ParameterizedTest
    @ValueSource(
            strings = {"--storage", "--container", "--from", "--to", "--logs", "--user", "--number", "--out", "--yes"})
    void noOptionsValueIsRepeated(String option) {
        String verb = option.equals("--out") ? "export" : "erase";
        for (String hostile :
                List.of("anna-30 987654", "@anna987654", "--anna=987654", "${sys:anna}%n987654", "\0anna")) {
            for (List<String> typed : List.of(
                    List.of(verb, option, hostile),
                    List.of(verb, option + "=" + hostile),
                    List.of(verb, option + hostile),
                    List.of(verb, hostile, option),
                    List.of(hostile, verb, option),
                    List.of(verb, option, hostile, option, hostile))) {
                BadArguments e = catchThrowableOfType(
                        BadArguments.class, () -> PersonArguments.read(typed, Optional.empty(), input(hostile)));
                assertThat(e).as("%s", typed).isNotNull();
                assertThat(e).message().as("%s", typed).doesNotContain("anna", "987654");
                assertThat(e).hasNoCause();
            }
        }
        assertThatThrownBy(() -> read(verb + " " + option + "=\0anna")).hasMessageContaining(option + " must be ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    find --number +493012345 | either --user or --number must say whose rows
                    find --logs sms --logs sms | --logs is given twice
                    find --out rows.jsonl      | --out goes with export only
                    find --yes                 | --yes goes with erase only
                    export                     | --out is missing
                    find --logs                | --logs has no value
                    find --container a--b      | --container must be 3 to 54
                    find --from 2026-10-01     | --from is given twice
                    """)
    void refuses(String arguments, String problem) {
        assertThatThrownBy(() -> read(arguments + GOOD))
                .isInstanceOf(BadArguments.class)
                .hasMessageStartingWith(problem);
    }

    @Test
    void refusesDaysInTheWrongOrder() {
        assertThatThrownBy(() -> read("find" + GOOD.replace("2026-09-01", "2026-10-01")))
                .isInstanceOf(BadArguments.class)
                .hasMessage("--to must not be before --from");
    }

    @ParameterizedTest
    @ValueSource(strings = {"find", "export", "erase"})
    void helpIsPrintedWhateverElseIsGivenAndNamesEveryLog(String verb) throws BadArguments {
        assertThat(PersonArguments.read(List.of("--help"), Optional.empty(), input("")))
                .isEmpty();
        assertThat(PersonArguments.read(List.of(verb, "--from", "anna", "--help"), Optional.empty(), input("")))
                .isEmpty();
        assertThat(PersonArguments.commandLine(true).getSubcommands())
                .hasEntrySatisfying(
                        verb,
                        command -> assertThat(command.getUsageMessage().replaceAll("\\s+", " "))
                                .contains(CallLog.labels()));
    }

    private static PersonRequest read(String arguments) throws BadArguments {
        return PersonArguments.read(List.of(arguments.strip().split(" +")), Optional.empty(), input(""))
                .orElseThrow();
    }

    private static BufferedReader input(String text) {
        return new BufferedReader(new StringReader(text));
    }
}

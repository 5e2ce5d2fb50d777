package io.callarchive.person;

import io.callarchive.CallLog;
import io.callarchive.lake.ContainerName;
import io.callarchive.lake.StorageAddress;
import io.callarchive.person.PersonRequest.Verb;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Turns the arguments into a {@link PersonRequest}, or into one error that lists all that is wrong with them. */
final class PersonArguments {
    private static final String STANDARD_INPUT = "-";
    private static final String CONTAINER = "call-logs";
    private static final String STORAGE = "blob service of the files, https://<account>.blob.core.windows.net;"
            + " without it the connection string in ARCHIVE_STORAGE";

    private PersonArguments() {}

    /**
     * Reads and checks all arguments.
     *
     * @param connection the connection string that stands for a missing {@code --storage}
     * @param input of which the first line is read if an argument says so
     * @return empty if help was asked for, which is printed
     * @throws BadArguments if any of them is missing or wrong
     */
    static Optional<PersonRequest> read(List<String> arguments, Optional<String> connection, BufferedReader input)
            throws BadArguments {
        ParseResult all = commandLine(connection.isEmpty()).parseArgs(arguments.toArray(String[]::new));
        if (CommandLine.printHelpIfRequested(all)) {
            return Optional.empty();
        }
        ArgumentProblems problems = new ArgumentProblems(arguments);
        ParseResult given = problems.ofSyntax(all);
        Optional<Person> person = person(given, input, problems);
        Optional<LocalDate> from = value(given, "--from");
        Optional<LocalDate> to = value(given, "--to");
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            problems.add("--to must not be before --from");
        }
        problems.throwIfAny();
        Optional<StorageAddress> storage = value(given, "--storage");
        Optional<String> container = value(given, "--container");
        Optional<Set<CallLog>> logs = value(given, "--logs");
        return Optional.of(new PersonRequest(
                Verb.valueOf(given.commandSpec().name().toUpperCase(Locale.ROOT)),
                storage.or(() -> connection.map(StorageAddress.ConnectionString::new))
                        .orElseThrow(),
                container.orElse(CONTAINER),
                from.orElseThrow(),
                to.orElseThrow(),
                logs.orElseGet(() -> EnumSet.allOf(CallLog.class)),
                person.orElseThrow(),
                value(given, "--out"),
                given.hasMatchedOption("--yes")));
    }

    /** The command, its subcommands and their options, as {@code --help} shows them. */
    static CommandLine commandLine(boolean storageIsRequired) {
        CommandSpec command = CommandSpec.create().name("callarchive person").addOption(help());
        command.parser().collectErrors(true);
        command.usageMessage()
                .description("Finds, exports or erases a person's rows in the archive.")
                .synopsisSubcommandLabel("find|export|erase")
                .footer("%nEach has a --help of its own."
                        + " Exit code: 0 done, 1 something could not be done, 2 wrong arguments.");
        OptionSpec.Builder out =
                option("--out", "<file>", PersonArguments::path, "where to, as JSON Lines; a new file");
        OptionSpec.Builder yes = OptionSpec.builder("--yes").description("do it; without, say what would be done");
        add(command, Verb.FIND, "Counts the person's rows, day by day.", storageIsRequired);
        add(command, Verb.EXPORT, "Writes the person's rows into a new file.", storageIsRequired, out.required(true));
        add(command, Verb.ERASE, "Writes the files again without the person's rows.", storageIsRequired, yes);
        // An argument that begins with @ names no file of arguments.
        return new CommandLine(command).setExpandAtFiles(false).setUsageHelpWidth(110);
    }

    private static void add(
            CommandSpec command, Verb verb, String does, boolean storageIsRequired, OptionSpec.Builder... more) {
        CommandSpec spec = CommandSpec.create();
        spec.parser().collectErrors(true);
        spec.usageMessage().description(does).sortOptions(false);
        List<OptionSpec.Builder> options = List.of(
                option("--storage", "<uri>", StorageAddress.ServiceUri::parse, STORAGE)
                        .required(storageIsRequired),
                option("--container", "<name>", ContainerName::parse, "container of the files (" + CONTAINER + ")"),
                option("--from", "<day>", PersonArguments::day, "first UTC day, such as 2026-09-01")
                        .required(true),
                option("--to", "<day>", PersonArguments::day, "last UTC day").required(true),
                option("--logs", "<logs>", CallLog::ofLabels, "comma-separated (all): " + CallLog.labels()),
                // As typed: standard input is read only if no help is asked for.
                option(
                        "--user",
                        "<object id>",
                        text -> text,
                        "rows that hold the id, or - to read it from standard input"),
                option(
                        "--number",
                        "<number>",
                        text -> text,
                        "or: rows that hold the number, country code first; - as above"));
        Stream.concat(options.stream(), Arrays.stream(more)).forEach(option -> spec.addOption(option.build()));
        command.addSubcommand(verb.name().toLowerCase(Locale.ROOT), spec.addOption(help()));
    }

    /** An option with a value; {@code reader} throws an IllegalArgumentException with the rule that was broken. */
    private static OptionSpec.Builder option(String name, String label, ITypeConverter<?> reader, String meaning) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(Object.class)
                .converters(reader)
                .description(meaning);
    }

    private static OptionSpec help() {
        return OptionSpec.builder("--help")
                .usageHelp(true)
                .description("print this")
                .build();
    }

    private static <T> Optional<T> value(ParseResult given, String name) {
        return Optional.ofNullable(given.matchedOption(name)).flatMap(option -> Optional.ofNullable(option.getValue()));
    }

    private static Optional<Person> person(ParseResult given, BufferedReader input, ArgumentProblems problems) {
        Optional<String> user = value(given, "--user");
        Optional<String> number = value(given, "--number");
        if (user.isPresent() == number.isPresent()) {
            problems.add("either --user or --number must say whose rows");
            return Optional.empty();
        }
        try {
            return user.isPresent()
                    ? user.map(text -> Person.user(typed(text, input)))
                    : number.map(text -> Person.number(typed(text, input)));
        } catch (IllegalArgumentException e) {
            problems.add((user.isPresent() ? "--user " : "--number ") + e.getMessage());
            return Optional.empty();
        }
    }

    private static String typed(String text, BufferedReader input) {
        if (!text.equals(STANDARD_INPUT)) {
            return text;
        }
        try {
            return Optional.ofNullable(input.readLine()).orElse("").strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read from standard input", e);
        }
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be a day such as 2026-09-01", e);
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("must be the path of a file", e);
        }
    }
}

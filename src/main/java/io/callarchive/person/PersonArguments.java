package io.callarchive.person;

import io.callarchive.CallLog;
import io.callarchive.lake.ContainerName;
import io.callarchive.lake.StorageAddress;
import io.callarchive.person.PersonRequest.Verb;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Turns the arguments into a {@link PersonRequest}, or into one error that lists all that is wrong with them. */
final class PersonArguments {
    static final String USAGE = """
            Finds, exports or erases a person's rows in the archive.

              find|export|erase
              --storage <uri>       blob service of the files, https://<account>.blob.core.windows.net;
                                    without it the connection string in ARCHIVE_STORAGE
              --container <name>    container of the files (call-logs)
              --from <day>          first UTC day, such as 2026-09-01
              --to <day>            last UTC day
              --logs <logs>         comma-separated (all): sms, direct-routing, pstn, blocked-users, dialout
              --user <object id>    rows that hold the id, or - to read it from standard input
              --number <number>     or: rows that hold the number, country code first; - as above
              --out <file>          export: where to, as JSON Lines; a new file
              --yes                 erase: do it; without, say what would be done

            Exit code: 0 done, 1 something could not be done, 2 wrong arguments.
            """;

    private static final Set<String> WITH_VALUE =
            Set.of("--storage", "--container", "--from", "--to", "--logs", "--user", "--number", "--out");
    private static final String CONFIRMATION = "--yes";
    private static final String STANDARD_INPUT = "-";

    private final Map<String, String> given = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final BufferedReader input;
    private boolean confirmed;

    private PersonArguments(BufferedReader input) {
        this.input = input;
    }

    /**
     * Reads and checks all arguments.
     *
     * @param connection the connection string that stands for a missing {@code --storage}
     * @param input of which the first line is read if an argument says so
     * @throws BadArguments if any of them is missing or wrong
     */
    static PersonRequest read(List<String> arguments, Optional<String> connection, BufferedReader input)
            throws BadArguments {
        return new PersonArguments(input).read(arguments, connection);
    }

    private PersonRequest read(List<String> arguments, Optional<String> connection) throws BadArguments {
        Optional<Verb> verb = verb(arguments);
        sort(arguments.subList(Math.min(1, arguments.size()), arguments.size()));
        Optional<StorageAddress> storage = storage(connection);
        Optional<String> container = value("--container", Optional.of("call-logs"), ContainerName::parse);
        Optional<LocalDate> from = value("--from", Optional.empty(), PersonArguments::day);
        Optional<LocalDate> to = value("--to", Optional.empty(), PersonArguments::day);
        Optional<Set<CallLog>> logs = value("--logs", Optional.of(CallLog.labels()), CallLog::ofLabels);
        Optional<Person> person = person();
        Optional<Path> out = given.containsKey("--out") ? value("--out", Optional.empty(), Path::of) : Optional.empty();
        require(from.isEmpty() || to.isEmpty() || !to.get().isBefore(from.get()), "--to must not be before --from");
        verb.ifPresent(known -> {
            require(known != Verb.EXPORT || given.containsKey("--out"), "--out is missing: a new file for the rows");
            require(known == Verb.EXPORT || !given.containsKey("--out"), "--out goes with export only");
            require(known == Verb.ERASE || !confirmed, "--yes goes with erase only");
        });
        if (!problems.isEmpty()) {
            throw new BadArguments(problems);
        }
        return new PersonRequest(
                verb.orElseThrow(),
                storage.orElseThrow(),
                container.orElseThrow(),
                from.orElseThrow(),
                to.orElseThrow(),
                logs.orElseThrow(),
                person.orElseThrow(),
                out,
                confirmed);
    }

    private Optional<Verb> verb(List<String> arguments) {
        Optional<Verb> verb = arguments.stream()
                .findFirst()
                .flatMap(first -> Arrays.stream(Verb.values())
                        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(first))
                        .findFirst());
        require(verb.isPresent(), "the first argument must be find, export or erase");
        return verb;
    }

    private void sort(List<String> options) {
        for (int i = 0; i < options.size(); i++) {
            String name = options.get(i);
            if (name.equals(CONFIRMATION)) {
                confirmed = true;
            } else if (!WITH_VALUE.contains(name)) {
                // Not shown: it may be a number that lost its option.
                problems.add("argument " + (i + 2) + " is none of those that --help lists");
            } else if (i + 1 == options.size() || WITH_VALUE.contains(options.get(i + 1))) {
                problems.add(name + " has no value");
            } else if (given.put(name, options.get(++i)) != null) {
                problems.add(name + " is given twice");
            }
        }
    }

    private Optional<StorageAddress> storage(Optional<String> connection) {
        if (connection.isPresent() && !given.containsKey("--storage")) {
            return connection.map(StorageAddress.ConnectionString::new);
        }
        return value("--storage", Optional.empty(), StorageAddress.ServiceUri::parse)
                .map(StorageAddress.class::cast);
    }

    private Optional<Person> person() {
        boolean user = given.containsKey("--user");
        if (user == given.containsKey("--number")) {
            problems.add("either --user or --number must say whose rows");
            return Optional.empty();
        }
        return user
                ? value("--user", Optional.empty(), text -> Person.user(typed(text)))
                : value("--number", Optional.empty(), text -> Person.number(typed(text)));
    }

    private String typed(String text) {
        if (!text.equals(STANDARD_INPUT)) {
            return text;
        }
        try {
            return Optional.ofNullable(input.readLine()).orElse("").strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read from standard input", e);
        }
    }

    private <T> Optional<T> value(String name, Optional<String> fallback, Function<String, T> reader) {
        Optional<String> text = Optional.ofNullable(given.get(name)).or(() -> fallback);
        if (text.isEmpty()) {
            problems.add(name + " is missing");
            return Optional.empty();
        }
        try {
            return text.map(reader);
        } catch (IllegalArgumentException e) {
            problems.add(name + " " + e.getMessage());
            return Optional.empty();
        }
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be a day such as 2026-09-01", e);
        }
    }

    private void require(boolean condition, String problem) {
        if (!condition) {
            problems.add(problem);
        }
    }
}

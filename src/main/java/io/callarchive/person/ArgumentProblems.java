package io.callarchive.person;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is wrong with the arguments, by the names of options. Picocli's own messages repeat what was typed, which may be
 * the id or the number of a person; so none of them is used.
 */
final class ArgumentProblems {
    private static final String UNKNOWN = "is none of those that --help lists";

    private final List<String> arguments;
    private final Set<String> problems = new LinkedHashSet<>();

    ArgumentProblems(List<String> arguments) {
        this.arguments = arguments;
    }

    void add(String problem) {
        problems.add(problem);
    }

    /**
     * Adds what picocli found.
     *
     * @return what is given to the verb
     * @throws BadArguments if there is none
     */
    ParseResult ofSyntax(ParseResult all) throws BadArguments {
        if (!all.hasSubcommand() || !all.errors().isEmpty()) {
            throw new BadArguments(List.of("the first argument must be find, export or erase"));
        }
        all.subcommand().errors().forEach(this::add);
        return all.subcommand();
    }

    private void add(Exception e) {
        if (e instanceof MissingParameterException missing) {
            missing.getMissing().forEach(this::addMissing);
        } else if (e instanceof OverwrittenOptionException twice) {
            add(name(twice.getOverwritten()) + " is given twice");
        } else if (e instanceof UnmatchedArgumentException unmatched) {
            addUnknown(unmatched);
        } else if (e instanceof ParameterException wrong && wrong.getArgSpec() != null) {
            // Only our own readers throw that, with the rule that was broken.
            String rule = e.getCause() instanceof IllegalArgumentException broken
                    ? broken.getMessage()
                    : "must be given as --help shows it";
            add(name(wrong.getArgSpec()) + " " + rule);
        } else {
            add("an argument " + UNKNOWN);
        }
    }

    void throwIfAny() throws BadArguments {
        if (!problems.isEmpty()) {
            throw new BadArguments(List.copyOf(problems));
        }
    }

    private void addMissing(ArgSpec missing) {
        String name = name(missing);
        add(name + (arguments.contains(name) ? " has no value" : " is missing"));
    }

    private void addUnknown(UnmatchedArgumentException e) {
        int position = 0;
        for (String argument : e.getUnmatched()) {
            position += arguments.subList(position, arguments.size()).indexOf(argument) + 1;
            String stray = "argument " + position + " " + UNKNOWN;
            add(ownerOf(argument, e.getCommandLine()).orElse(stray));
        }
    }

    /** That only another verb has an option of that name. */
    private static Optional<String> ownerOf(String name, CommandLine verb) {
        return verb.getParent().getSubcommands().entrySet().stream()
                .filter(other -> verb.getCommandSpec().findOption(name) == null
                        && other.getValue().getCommandSpec().findOption(name) != null)
                .map(other -> name + " goes with " + other.getKey() + " only")
                .findFirst();
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : "an argument";
    }
}

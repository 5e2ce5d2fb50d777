package io.callarchive.cli;

import io.callarchive.person.PersonRows;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The product's one command; {@code --help} teaches it. */
@Command(
        name = "callarchive",
        description = "Proves, reports, holds and erases what the archive has, and says how several archives stand.",
        synopsisSubcommandLabel = "status|verify|report|hold|person",
        footer =
                "%nEach has a --help of its own. Exit code: 0 all is well, 1 it is not, or something could not be done,"
                        + " 2 wrong arguments.")
public final class Callarchive {
    private static final int WIDTH = 110;

    /** Where it is run. */
    record Surroundings(Map<String, String> environment, Clock clock, PrintStream out, PrintStream progress) {}

    private Callarchive() {}

    /** From Java 22 on there always is a console; then progress is told to whoever reads the errors. */
    @SuppressWarnings("SystemConsoleNull")
    public static void main(String[] arguments) {
        // The Azure libraries log to nobody here; the notice about it is of no use.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        PrintStream progress = System.console() == null ? new PrintStream(PrintStream.nullOutputStream()) : System.err;
        System.exit(
                run(List.of(arguments), new Surroundings(System.getenv(), Clock.systemUTC(), System.out, progress)));
    }

    private static int run(List<String> arguments, Surroundings surroundings) {
        if (!arguments.isEmpty() && arguments.get(0).equals("person")) {
            return PersonRows.run(
                    arguments.subList(1, arguments.size()), surroundings.environment(), surroundings.clock());
        }
        CommandLine command = new CommandLine(new Callarchive())
                .addSubcommand(new StatusCommand(surroundings))
                .addSubcommand(new VerifyCommand(surroundings))
                .addSubcommand(new ReportCommand(surroundings))
                .addSubcommand(new HoldCommand(surroundings, UUID::randomUUID))
                .addSubcommand("person", new PersonHelp());
        addHelp(command);
        command.setUsageHelpWidth(WIDTH)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((e, given) -> refuse(e))
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    line.getErr().println(Refusal.inWords(e));
                    return CommandLine.ExitCode.SOFTWARE;
                });
        if (arguments.isEmpty()) {
            command.usage(System.err);
            return CommandLine.ExitCode.USAGE;
        }
        return command.execute(arguments.toArray(String[]::new));
    }

    /** What is wrong, by the name of the argument and the rule that it breaks. */
    private static int refuse(ParameterException e) {
        CommandLine line = e.getCommandLine();
        boolean ours = e.getCause() instanceof IllegalArgumentException && e.getArgSpec() instanceof OptionSpec;
        line.getErr()
                .println(
                        ours
                                ? ((OptionSpec) e.getArgSpec()).longestName() + " "
                                        + Objects.requireNonNull(e.getCause()).getMessage()
                                : e instanceof UnmatchedArgumentException unmatched
                                        ? unknown(unmatched)
                                        : e.getMessage());
        line.getErr().println("See " + line.getCommandSpec().qualifiedName() + " --help.");
        return CommandLine.ExitCode.USAGE;
    }

    /** Options by their names, and nothing that was typed besides: it may be a key. */
    private static String unknown(UnmatchedArgumentException e) {
        List<String> options = e.getUnmatched().stream()
                .filter(argument -> argument.matches("--?[a-z]+(=.*)?"))
                .map(argument -> argument.replaceFirst("=.*", ""))
                .toList();
        return options.isEmpty()
                ? "a word belongs to no option, and stands for nothing by itself"
                : String.join(" and ", options) + " is no option of this command";
    }

    private static void addHelp(CommandLine command) {
        command.addMixin("help", new HelpOption());
        command.getSubcommands().values().forEach(Callarchive::addHelp);
    }

    /** Shown in the list of commands; it is {@link PersonRows} that reads its arguments, and repeats none of them. */
    @Command(description = "Finds, exports or erases a person's rows.")
    private static final class PersonHelp {}
}

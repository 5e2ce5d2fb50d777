package io.callarchive.cli;

import io.callarchive.text.ForeignText;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How the archives of several tenants stand. */
@Command(
        name = "status",
        sortOptions = false,
        description = {
            "Asks deployed apps how their archives stand, and says of each whether all is well. It changes nothing.",
            "",
            "A function key on a command line is seen by other processes and kept by the shell. In the file of --list"
                    + " it is not: one app a line, '#' begins a comment,",
            "",
            "  name address [key [token]]",
            "",
            "and the token is that of a sign-in, for an app with ARCHIVE_AUTH=entra."
        },
        footer = {
            "",
            "WRONG is a day that is missing, failed, damaged or soon deleted by Microsoft, a log without any day, an app"
                    + " without any log, an old answer, and no answer at all. Yesterday may be missing until two hours"
                    + " after its night is due.",
            "",
            "Exit code: 0 all is well, 1 something is wrong or was not reached, 2 wrong arguments."
        })
final class StatusCommand implements Callable<Integer> {
    private static final int AT_ONCE = 8;
    private static final int MOST_APPS = 1_000;

    private final Callarchive.Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec command;

    @Option(
            names = "--of",
            arity = "1..*",
            paramLabel = "<url>",
            converter = ToApp.class,
            description = "an app, https://<app>.azurewebsites.net; /api/archive and ?code=<key> may follow")
    private List<DeployedApp> of = new ArrayList<>();

    @Option(
            names = "--list",
            paramLabel = "<file>",
            converter = ToList.class,
            description = "a file that names apps; besides those of --of")
    private @Nullable AppList list;

    @Option(
            names = "--days",
            paramLabel = "<number>",
            converter = ToDays.class,
            description = "how many days up to yesterday (UTC), 1 to 366 (31)")
    private Integer days = 31;

    @Option(
            names = "--timeout",
            paramLabel = "<seconds>",
            converter = ToSeconds.class,
            description = "how long an app may take, which may have to start first, 1 to 600 (60)")
    private Duration timeout = Duration.ofSeconds(60);

    @Option(names = "--json", description = "for a program: one JSON document")
    private boolean json;

    static final class ToApp implements ITypeConverter<DeployedApp> {
        @Override
        public DeployedApp convert(String text) {
            return DeployedApp.at(text);
        }
    }

    static final class ToList implements ITypeConverter<AppList> {
        @Override
        public AppList convert(String text) {
            return AppList.read(text);
        }
    }

    static final class ToDays implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return number(text, 366);
        }
    }

    static final class ToSeconds implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Duration.ofSeconds(number(text, 600));
        }
    }

    private static int number(String text, int most) {
        if (text.matches("[0-9]{1,3}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException("must be a number from 1 to " + most);
    }

    StatusCommand(Callarchive.Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<DeployedApp> apps = apps();
        if (list != null && list.exposed()) {
            line().getErr().println("warning: others can read the file of --list, which has keys; chmod 600 it");
        }
        Instant now = surroundings.clock().instant();
        LocalDate to = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1);
        LocalDate from = to.minusDays(days - 1L);
        RollUp rollUp = new RollUp(now, from, to, ask(apps, new ArchiveCall(from, to, timeout)));
        if (json) {
            surroundings.out().println(rollUp.json());
        } else {
            rollUp.text().forEach(surroundings.out()::println);
        }
        return rollUp.isWell() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private List<DeployedApp> apps() {
        List<DeployedApp> apps = new ArrayList<>(list == null ? List.of() : list.apps());
        apps.addAll(of);
        if (apps.isEmpty()) {
            throw new ParameterException(line(), "no app is named: --of takes addresses, --list a file");
        }
        if (apps.size() > MOST_APPS) {
            throw new ParameterException(line(), "at most " + MOST_APPS + " apps can be asked");
        }
        Set<String> known = new HashSet<>();
        for (DeployedApp app : apps) {
            boolean isNew = known.add(app.name());
            if (!(known.add(app.address()) && isNew)) {
                throw new ParameterException(line(), app.name() + " is named twice, or shares its address");
            }
        }
        return apps;
    }

    /** In the order in which they are named. An answer is judged by the time at which it came. */
    private List<RollUp.Line> ask(List<DeployedApp> apps, ArchiveCall call) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, apps.size()));
        try {
            List<Callable<RollUp.Line>> questions = apps.stream()
                    .<Callable<RollUp.Line>>map(app -> () -> RollUp.Line.of(
                            app, call.ask(app), surroundings.clock().instant()))
                    .toList();
            List<RollUp.Line> lines = new ArrayList<>();
            for (Future<RollUp.Line> answer : threads.invokeAll(questions)) {
                lines.add(answer.get());
            }
            return lines;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a question ended in a fault: " + ForeignText.placeOf(e), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private CommandLine line() {
        return Objects.requireNonNull(command).commandLine();
    }
}

package io.callarchive.app;

import io.callarchive.CallLog;
import io.callarchive.graph.GraphEndpoint;
import io.callarchive.lake.ContainerName;
import io.callarchive.lake.StorageAddress;
import io.callarchive.pages.RequestLimits;
import io.callarchive.plan.History;
import io.callarchive.plan.RevisitAges;
import io.callarchive.plan.Timetable;
import io.callarchive.plan.Upkeep;
import io.callarchive.retention.DocumentedPeriods;
import io.callarchive.retention.Retention;
import io.callarchive.retention.Retention.Period;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Turns the environment into {@link Settings}, or into one error that lists all that is wrong with it. */
final class SettingsReader {
    private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9]{3,24}");
    /** A connection string, a SAS or a password stays a secret when it is put into the wrong setting. */
    private static final Pattern KEY = Pattern.compile("[=@]");

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    private static final int MAX_DAYS = 366;
    /** Longer than Microsoft keeps anything. */
    private static final int MAX_HISTORY = 730;
    /** What a lifecycle rule of Azure Storage takes. */
    private static final int MAX_DAYS_KEPT = 36_500;

    private static final int MAX_ROUND = 9_999;
    /** More than Graph ever takes: for tests against one without limits. */
    private static final int MAX_REQUESTS = 100_000;

    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    private SettingsReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Reads and checks all settings.
     *
     * @throws SettingsError if any of them is missing or wrong
     */
    static Settings read(Map<String, String> environment) {
        return new SettingsReader(environment).read();
    }

    private Settings read() {
        Optional<Timetable> timetable = value("ARCHIVE_SCHEDULE", "0 30 3 * * *", Timetable::parse);
        Optional<Set<CallLog>> logs =
                value("ARCHIVE_LOGS", "sms,direct-routing,pstn,blocked-users,dialout", CallLog::ofLabels);
        Optional<StorageAddress> lake = storage("ARCHIVE_STORAGE", "blob");
        Optional<String> container = value("ARCHIVE_CONTAINER", "call-logs", ContainerName::parse);
        Optional<RevisitAges> revisits = value("ARCHIVE_REVISIT_DAYS", "2,3,7", SettingsReader::revisits);
        Optional<Optional<Integer>> history = value("ARCHIVE_HISTORY_DAYS", "all", SettingsReader::history);
        Optional<Integer> deletedAfter =
                value("ARCHIVE_DELETE_AFTER_DAYS", "0", text -> wholeNumber(text, "days", 0, MAX_DAYS_KEPT));
        Optional<Integer> verify = value("ARCHIVE_VERIFY_DAYS", "90", text -> wholeNumber(text, "days", 0, MAX_ROUND));
        Optional<Integer> recount =
                value("ARCHIVE_RECOUNT_DAYS", "91", text -> wholeNumber(text, "days", 0, MAX_ROUND));
        Optional<List<String>> countries = value("ARCHIVE_COUNTRIES", "", SettingsReader::countries);
        Optional<Map<CallLog, Period>> kept = value("ARCHIVE_KEPT_DAYS", "", SettingsReader::kept);
        Optional<RequestLimits> limits = value(
                "GRAPH_REQUESTS_PER_MINUTE",
                "46",
                text -> new RequestLimits(wholeNumber(text, "requests", 1, MAX_REQUESTS)));
        Optional<GraphEndpoint> graph =
                value("GRAPH_ENDPOINT", "https://graph.microsoft.com/beta", GraphEndpoint::parse);
        Optional<Boolean> alerts = value("ARCHIVE_ALERTS", "nobody", text -> {
            require(Set.of("nobody", "receivers", "others").contains(text), "must be nobody, receivers or others");
            return !text.equals("nobody");
        });
        Optional<Optional<URI>> evidenceKey = value(
                "ARCHIVE_EVIDENCE_KEY",
                "",
                text -> text.isEmpty() ? Optional.empty() : Optional.of(KeyVaultKey.parse(text)));
        Optional<Boolean> entra = value("ARCHIVE_AUTH", "key", text -> {
            require(Set.of("key", "entra").contains(text), "must be key or entra");
            return text.equals("entra");
        });
        Optional<StorageAddress> queues = storage("AzureWebJobsStorage", "queue");
        if (!problems.isEmpty()) {
            throw new SettingsError(problems);
        }
        return new Settings(
                timetable.orElseThrow(),
                logs.orElseThrow(),
                lake.orElseThrow(),
                container.orElseThrow(),
                revisits.orElseThrow(),
                new History(history.orElseThrow(), deletedAfter.orElseThrow()),
                new Upkeep(verify.orElseThrow(), recount.orElseThrow()),
                countries.orElseThrow(),
                retention(countries.orElseThrow(), kept.orElseThrow()),
                limits.orElseThrow(),
                graph.orElseThrow(),
                set("AZURE_CLIENT_ID"),
                queues.orElseThrow(),
                entra.orElseThrow(),
                alerts.orElseThrow(),
                evidenceKey.orElseThrow());
    }

    private <T> Optional<T> value(String name, String fallback, Function<String, T> reader) {
        String text = set(name).orElse(fallback);
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException e) {
            problems.add(name + " " + e.getMessage() + ", not " + shown(text));
            return Optional.empty();
        }
    }

    private Optional<String> set(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static RevisitAges revisits(String text) {
        return new RevisitAges(Arrays.stream(text.split(",", -1))
                .map(age -> wholeNumber(age, "days", 2, MAX_DAYS))
                .toList());
    }

    private static List<String> countries(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> countries =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        require(
                countries.stream().allMatch(country -> COUNTRY.matcher(country).matches()),
                "must be two-letter codes of countries, in capitals, separated by commas");
        return countries;
    }

    private static Map<CallLog, Period> kept(String text) {
        Map<CallLog, Period> kept = new EnumMap<>(CallLog.class);
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            String[] pair = part.strip().split("=", 2);
            Optional<CallLog> log = CallLog.ofLabel(pair[0]);
            require(log.isPresent() && pair.length == 2, "must be logs and days, such as sms=365,pstn=180");
            int days = wholeNumber(pair[1], "days", 1, MAX_DAYS_KEPT);
            kept.put(log.orElseThrow(), new Period(days, days));
        }
        return kept;
    }

    /** As documented for these countries, and where a setting says otherwise, that. */
    private static Retention retention(List<String> countries, Map<CallLog, Period> kept) {
        Map<CallLog, Period> periods = new EnumMap<>(CallLog.class);
        periods.putAll(DocumentedPeriods.of(countries));
        periods.putAll(kept);
        return new Retention(periods);
    }

    private static Optional<Integer> history(String text) {
        String rule = "must be all, or whole days from 0 to " + MAX_HISTORY;
        if (text.equals("all")) {
            return Optional.empty();
        }
        try {
            int days = Integer.parseInt(text);
            require(days >= 0 && days <= MAX_HISTORY, rule);
            return Optional.of(days);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(rule, e);
        }
    }

    private static int wholeNumber(String text, String what, int least, int most) {
        String rule = "must be whole " + what + " from " + least + " to " + most;
        try {
            int number = Integer.parseInt(text.strip());
            require(number >= least && number <= most, rule);
            return number;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(rule, e);
        }
    }

    /** The forms that Azure Functions takes for a connection: {@code __<service>ServiceUri}, {@code __accountName}, or a string. */
    private Optional<StorageAddress> storage(String name, String service) {
        String uriName = name + "__" + service + "ServiceUri";
        Optional<String> uri = set(uriName);
        Optional<String> account = set(name + "__accountName");
        if (uri.isPresent()) {
            return value(uriName, "", StorageAddress.ServiceUri::parse).map(StorageAddress.class::cast);
        }
        if (account.isPresent()) {
            return this.<StorageAddress>value(name + "__accountName", "", text -> {
                require(ACCOUNT.matcher(text).matches(), "must be 3 to 24 lower-case letters and digits");
                return new StorageAddress.ServiceUri(
                        URI.create("https://" + text + "." + service + ".core.windows.net"));
            });
        }
        Optional<String> connection = set(name);
        if (connection.isEmpty()) {
            problems.add(
                    uriName + " is missing: the URI of the " + service + " service, or a connection string in " + name);
        }
        return connection.map(StorageAddress.ConnectionString::new);
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }

    private static String shown(String text) {
        if (KEY.matcher(text).find()) {
            return "what is given, which is not shown because it may hold a key";
        }
        return "'" + (text.length() <= 100 ? text : text.substring(0, 100) + "…") + "'";
    }
}

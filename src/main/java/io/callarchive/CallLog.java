package io.callarchive;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One of the five telephony logs of Microsoft Teams that Microsoft Graph (beta) hands out below
 * {@code /communications/callRecords}. The constants are all that differs between them.
 */
public enum CallLog {
    SMS("sms", "getSmsLog", "sentDateTime", "id"),
    DIRECT_ROUTING("direct-routing", "getDirectRoutingCalls", "startDateTime", "id"),
    PSTN("pstn", "getPstnCalls", "startDateTime", "id"),
    BLOCKED_USERS("blocked-users", "getPstnBlockedUsersLog", "blockDateTime", null),
    /** An aggregate over the asked window: its rows have neither a time nor an id. */
    DIALOUT("dialout", "getPstnOnlineMeetingDialoutReport", null, null);

    private final String label;
    private final String graphFunction;
    private final Optional<String> timeField;
    private final Optional<String> idField;

    CallLog(String label, String graphFunction, @Nullable String timeField, @Nullable String idField) {
        this.label = label;
        this.graphFunction = graphFunction;
        this.timeField = Optional.ofNullable(timeField);
        this.idField = Optional.ofNullable(idField);
    }

    /** The name in settings, file names, messages and log lines, such as {@code direct-routing}. */
    public String label() {
        return label;
    }

    /** The name of the Graph function that returns this log, such as {@code getSmsLog}. */
    public String graphFunction() {
        return graphFunction;
    }

    /** The field of a row that tells when it happened and so which day it belongs to. */
    public Optional<String> timeField() {
        return timeField;
    }

    /** The field that two readings of one row share, and no other row; a row may lack it. Empty: the whole row tells. */
    public Optional<String> idField() {
        return idField;
    }

    /** The log of that label. */
    public static Optional<CallLog> ofLabel(String label) {
        return Arrays.stream(values()).filter(log -> log.label.equals(label)).findFirst();
    }

    /**
     * The logs of such a text as {@code sms,pstn}; blanks around a label do not matter.
     *
     * @throws IllegalArgumentException if any label is unknown
     */
    public static Set<CallLog> ofLabels(String text) {
        Set<CallLog> logs = EnumSet.noneOf(CallLog.class);
        for (String label : text.split(",", -1)) {
            logs.add(ofLabel(label.strip())
                    .orElseThrow(() -> new IllegalArgumentException("must be a comma-separated list of " + labels())));
        }
        return logs;
    }

    /** All labels, for messages that say what was expected. */
    public static String labels() {
        return Arrays.stream(values()).map(CallLog::label).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return label;
    }
}

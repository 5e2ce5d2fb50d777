package io.callarchive.status;

import io.callarchive.CallLog;
import io.callarchive.status.ArchiveStatus.DayStatus;
import java.util.ArrayList;
import java.util.List;

/** Whether a log is archived, and can be: what fails is a day that is lost, or soon will be. */
public final class LogHealth implements HealthCheck.Probe {
    private final CallLog log;
    private final LogStates states;

    public LogHealth(CallLog log, LogStates states) {
        this.log = log;
        this.states = states;
    }

    @Override
    public HealthCheck look() {
        LogState state = states.look(List.of(log)).get(0);
        return check(state).observing(state.yesterday().label());
    }

    private HealthCheck check(LogState state) {
        String name = "log " + log;
        List<String> failures = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        if (state.yesterday().isMissing()) {
            failures.add(state.yesterday().date().orElseThrow()
                    + " is not archived, though its night was due more than two hours ago; the status page says why");
        }
        if (!state.atRisk().isEmpty()) {
            failures.add(counted(state.atRisk(), "day") + " that Microsoft deletes within a week, the first is "
                    + first(state.atRisk()) + "; the status page can order what is missing");
        }
        if (!state.damaged().isEmpty()) {
            warnings.add(counted(state.damaged(), "damaged file") + ", the first is of " + first(state.damaged()));
        }
        if (!state.failed().isEmpty()) {
            warnings.add(counted(state.failed(), "day") + " failed, the first is " + first(state.failed()));
        }
        if (!state.unchecked().isEmpty()) {
            warnings.add(counted(state.unchecked(), "file") + " not read back within two days, the first is of "
                    + first(state.unchecked()));
        }
        if (state.yesterday().date().isEmpty()) {
            warnings.add("the first night is still to come");
        }
        List<String> words = new ArrayList<>(failures);
        words.addAll(warnings);
        if (!failures.isEmpty()) {
            return HealthCheck.fail(name, String.join("; ", words));
        }
        return warnings.isEmpty()
                ? HealthCheck.pass(name, state.yesterday().date().orElseThrow() + " is archived")
                : HealthCheck.warn(name, String.join("; ", words));
    }

    private static String first(List<DayStatus> days) {
        return days.get(0).day().date().toString();
    }

    private static String counted(List<DayStatus> days, String what) {
        return days.size() + " " + what + (days.size() == 1 ? "" : "s");
    }
}

package io.callarchive.status;

/** Whether anybody is told when something is wrong. */
public final class AlertReceivers implements HealthCheck.Probe {
    private final boolean anybody;

    public AlertReceivers(boolean anybody) {
        this.anybody = anybody;
    }

    @Override
    public HealthCheck look() {
        return anybody
                ? HealthCheck.pass("alerts", "somebody is told")
                : HealthCheck.warn(
                        "alerts",
                        "nobody is told when something is wrong: set ALERT_EMAIL, ALERT_WEBHOOK or"
                                + " ALERT_ACTION_GROUP_ID and deploy again, or ARCHIVE_ALERTS=others if others watch this app");
    }
}

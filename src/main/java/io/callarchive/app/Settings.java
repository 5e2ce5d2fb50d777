package io.callarchive.app;

import io.callarchive.CallLog;
import io.callarchive.graph.GraphEndpoint;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The app's settings, checked.
 *
 * @param logs which logs are archived
 * @param lake the blob service of the files
 * @param container of the files
 * @param revisitDays ages in days at which a day is read again, ascending; after the last it is settled
 * @param historyDays how far back missing days are looked for
 * @param graph the Graph that is asked
 * @param clientId of the user-assigned identity
 * @param queues the queue service of the page messages
 */
record Settings(
        Set<CallLog> logs,
        StorageAddress lake,
        String container,
        List<Integer> revisitDays,
        int historyDays,
        GraphEndpoint graph,
        Optional<String> clientId,
        StorageAddress queues) {
    /** The age from which a day gets no more late rows. */
    int settledAtAgeDays() {
        return revisitDays.isEmpty() ? 0 : revisitDays.get(revisitDays.size() - 1);
    }

    String failuresContainer() {
        return container + SettingsReader.FAILURES_SUFFIX;
    }
}

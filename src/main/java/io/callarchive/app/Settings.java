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
import io.callarchive.retention.Retention;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The app's settings, checked.
 *
 * @param timetable when the nights are due
 * @param logs which logs are archived
 * @param lake the blob service of the files
 * @param container of the files
 * @param revisits when a day is read again
 * @param history how far back days are archived
 * @param upkeep how often what is final is looked at again
 * @param countries where the users are; none if that is not known
 * @param retention how long Microsoft keeps what
 * @param limits how often Graph is asked
 * @param graph the Graph that is asked
 * @param clientId of the user-assigned identity
 * @param queues the queue service of the page messages
 * @param needsPrincipal whether App Service authentication must have signed in who calls by HTTP
 * @param somebodyIsTold whether alerts, or others, tell a person what is wrong
 * @param evidenceKey the key in Key Vault that signs the digests; empty if they are not signed
 */
record Settings(
        Timetable timetable,
        Set<CallLog> logs,
        StorageAddress lake,
        String container,
        RevisitAges revisits,
        History history,
        Upkeep upkeep,
        List<String> countries,
        Retention retention,
        RequestLimits limits,
        GraphEndpoint graph,
        Optional<String> clientId,
        StorageAddress queues,
        boolean needsPrincipal,
        boolean somebodyIsTold,
        Optional<URI> evidenceKey) {
    String failuresContainer() {
        return ContainerName.ofFailures(container);
    }

    String readingsContainer() {
        return ContainerName.ofReadings(container);
    }

    String recordsContainer() {
        return ContainerName.ofRecords(container);
    }

    String digestsContainer() {
        return ContainerName.ofDigests(container);
    }

    String planContainer() {
        return ContainerName.ofPlan(container);
    }
}

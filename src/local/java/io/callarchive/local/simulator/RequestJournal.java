package io.callarchive.local.simulator;

import java.util.ArrayList;
import java.util.List;

/** The requests in the order in which they arrived. */
final class RequestJournal {
    private final List<SimulatorRequest> requests = new ArrayList<>();

    /** Notes an arrival; the number returned stands for it. */
    synchronized int arrived(SimulatorRequest request) {
        requests.add(request);
        return requests.size() - 1;
    }

    synchronized void answered(int number, int status) {
        requests.set(number, requests.get(number).answeredWith(status));
    }

    synchronized List<SimulatorRequest> all() {
        return List.copyOf(requests);
    }
}

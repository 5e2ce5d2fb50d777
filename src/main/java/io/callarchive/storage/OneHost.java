package io.callarchive.storage;

import okhttp3.Dispatcher;

/** For clients that talk to one host alone: OkHttp lets only five of their asynchronous calls to a host run at once. */
public final class OneHost {
    private OneHost() {}

    /** As many calls at once to the host as to all. */
    public static Dispatcher dispatcher() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequestsPerHost(dispatcher.getMaxRequests());
        return dispatcher;
    }
}

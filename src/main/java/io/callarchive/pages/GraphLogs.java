package io.callarchive.pages;

/** Microsoft Graph, as far as it hands out telephony logs. */
public interface GraphLogs {
    /**
     * Fetches a page with exactly one request.
     *
     * @throws IllegalArgumentException if the request's nextLink does not lead to the same log on the same Graph
     */
    PageAnswer fetch(PageRequest request);
}

package io.callarchive.local.simulator;

import java.util.Optional;

/** What was asked of the identity endpoint, and the status answered. */
public record TokenRequest(String resource, Optional<String> clientId, int status) {}

package io.callarchive.local.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.callarchive.local.host.HostProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;

/** A backfill of all logs, ordered as a person would. */
record BackfillCall(LocalDate from, LocalDate to) {
    /** The name of the order. */
    String post(HostProcess host) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(host.address() + "/api/backfill"))
                                .POST(BodyPublishers.ofString("{\"from\":\"" + from + "\",\"to\":\"" + to + "\"}"))
                                .build(),
                        BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new IOException("the backfill was answered " + answer.statusCode() + ": " + answer.body());
        }
        return new ObjectMapper().readTree(answer.body()).path("order").asText();
    }
}

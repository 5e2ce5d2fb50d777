package io.callarchive.frontdoor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.local.run.LocalAzure;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.testing.FarFromMidnight;
import io.callarchive.testing.PackagedApp;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** The staged app for each test, with an outside of its own, and somebody who calls its HTTP functions. */
@ExtendWith(FarFromMidnight.class)
abstract class HttpCaller {
    static final JsonMapper JSON = JsonMapper.builder().build();
    static final HttpClient CLIENT = HttpClient.newHttpClient();

    final LocalDate yesterday = LocalDate.now(Clock.systemUTC()).minusDays(1);

    LocalAzure azure;
    PackagedApp app;

    @BeforeEach
    void start() throws IOException {
        azure = new LocalAzure(new SimulatedTenant(7), Map.of());
        azure.graph().withoutLimits();
        app = PackagedApp.start(azure, Map.of("ARCHIVE_COUNTRIES", "DE"));
    }

    @AfterEach
    void stop() {
        app.close();
        azure.close();
    }

    HttpResponse<String> get(String path) throws Exception {
        return app.get(path);
    }

    HttpResponse<String> post(String body) throws Exception {
        return app.post("/api/backfill", body);
    }

    static String order(LocalDate from, LocalDate to, String more) {
        return "{\"from\":\"" + from + "\",\"to\":\"" + to + "\"," + more + "}";
    }

    List<String> states(String log, LocalDate from, LocalDate to) throws Exception {
        JsonNode days = JSON.readTree(get("/api/archive?logs=" + log + "&from=" + from + "&to=" + to)
                        .body())
                .at("/logs/0/days");
        List<String> states = new ArrayList<>();
        days.forEach(day -> states.add(day.path("state").asText()));
        return states;
    }

    static Run run(Instant start) {
        RunId id = RunId.startingAt(start, new Random());
        return new Run(id, 0, Reason.REVISIT, 1, false, Optional.empty(), false, Optional.empty());
    }
}

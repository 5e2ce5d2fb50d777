package io.callarchive.local.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callarchive.CallLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedTenantTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 18);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SimulatedTenant tenant = new SimulatedTenant(7);

    @ParameterizedTest
    @EnumSource
    void sameSeedGivesSameBytes(CallLog log) {
        assertThat(new SimulatedTenant(7).rows(log, DAY)).isNotEmpty().containsExactlyElementsOf(tenant.rows(log, DAY));
        assertThat(text(new SimulatedTenant(8), log)).isNotEqualTo(text(tenant, log));
    }

    @ParameterizedTest
    @EnumSource
    void everyRowIsOneJsonObject(CallLog log) throws IOException {
        for (byte[] row : tenant.rows(log, DAY)) {
            assertThat(JSON.readTree(row).isObject()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIALOUT")
    void timesOfADayAreInOrderAndReachItsEdges(CallLog log) throws IOException {
        List<Instant> times = times(log);

        assertThat(times).isSorted();
        assertThat(times.get(0)).isEqualTo(DAY.atStartOfDay(ZoneOffset.UTC).toInstant());
        assertThat(times)
                .filteredOn(time -> !time.isBefore(Instant.parse("2026-11-18T23:59:59Z")))
                .hasSizeGreaterThan(1);
        assertThat(times.get(times.size() - 1)).isEqualTo(Instant.parse("2026-11-18T23:59:59.9999999Z"));
    }

    @Test
    void fractionsOfASecondHaveZeroToSevenDigits() {
        Set<Integer> digits = Pattern.compile("\"startDateTime\":\"[^\".]*\\.?(\\d*)Z")
                .matcher(text(tenant, CallLog.DIRECT_ROUTING))
                .results()
                .map(result -> result.group(1).length())
                .collect(Collectors.toSet());

        assertThat(digits).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zoë",
                "Łukasz",
                "İpek",
                "山田",
                "🌻",
                "\\\"Mae\\\"",
                "\\u00e9",
                "\\/",
                "\\\\",
                "\"0001-01-01T00:00:00Z\"",
                ":0.00,",
                ":12.830,",
                ":98765432109876543210",
                "+12345678***",
                ":null",
                "\"administrativeUnitInfos\":[]",
                "{\n"
            })
    void oddityOccurs(String oddity) {
        assertThat(Arrays.stream(CallLog.values()).map(log -> text(tenant, log)))
                .anyMatch(text -> text.contains(oddity));
    }

    @Test
    void mostSmsHaveAnIdAndNoTwoTheSame() throws IOException {
        Set<String> ids = new HashSet<>();
        int withId = 0;
        List<byte[]> rows = tenant.rows(CallLog.SMS, DAY);
        for (byte[] row : rows) {
            JsonNode id = JSON.readTree(row).path("id");
            withId += id.isMissingNode() ? 0 : 1;
            ids.add(id.asText());
        }

        assertThat(withId).isBetween(rows.size() / 2, rows.size() - 10);
        assertThat(ids).hasSize(withId + 1);
    }

    @ParameterizedTest
    @EnumSource
    void linesAreTheRowsWithSpacesForLineBreaks(CallLog log) throws IOException {
        List<byte[]> rows = tenant.rows(log, DAY);
        List<byte[]> lines = tenant.lines(log, DAY);

        assertThat(lines).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(lines.get(i)).doesNotContain('\n').hasSameSizeAs(rows.get(i));
            assertThat(JSON.readTree(lines.get(i))).isEqualTo(JSON.readTree(rows.get(i)));
        }
    }

    @Test
    void rowsHeldBackComeWithTheirRelease() {
        List<byte[]> all = tenant.rows(CallLog.SMS, DAY);

        tenant.holdBack(CallLog.SMS, DAY, 12);
        assertThat(tenant.rows(CallLog.SMS, DAY)).hasSize(all.size() - 12).isSubsetOf(all);

        tenant.release(CallLog.SMS, DAY);
        assertThat(tenant.rows(CallLog.SMS, DAY)).containsExactlyElementsOf(all);
    }

    @Test
    void aDayCanBePutAndBeEmpty() {
        byte[] row = "{\"id\":\"x\"}".getBytes(StandardCharsets.UTF_8);

        tenant.put(CallLog.PSTN, DAY, List.of(row));
        tenant.put(CallLog.SMS, DAY, List.of());

        assertThat(tenant.rows(CallLog.PSTN, DAY)).containsExactly(row);
        assertThat(tenant.rows(CallLog.SMS, DAY)).isEmpty();
    }

    @Test
    void numberOfRowsIsSettable() {
        SimulatedTenant small = new SimulatedTenant(7, (log, day) -> log.label().length() - 3);

        for (CallLog log : CallLog.values()) {
            assertThat(small.rows(log, DAY)).hasSize(log.label().length() - 3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPersonAndNumberIsAmongThePersonalStrings(CallLog log) throws IOException {
        List<String> personal = tenant.personalStrings();
        for (byte[] row : tenant.rows(log, DAY)) {
            JsonNode json = JSON.readTree(row);
            List<String> values = Stream.of("userId", "userPrincipalName", "userDisplayName")
                    .map(field -> json.path(field).asText())
                    .toList();
            assertThat(personal).containsAll(values);
            Stream.of("callerNumber", "calleeNumber", "sourceNumber", "destinationNumber", "userTelephoneNumber")
                    .map(json::get)
                    .filter(Objects::nonNull)
                    .forEach(number -> assertThat(personal).anyMatch(number.asText()::contains));
        }
    }

    private List<Instant> times(CallLog log) throws IOException {
        String field = log.timeField().orElseThrow();
        Stream.Builder<Instant> times = Stream.builder();
        for (byte[] row : tenant.rows(log, DAY)) {
            times.add(Instant.parse(JSON.readTree(row).path(field).asText()));
        }
        return times.build().toList();
    }

    private static String text(SimulatedTenant tenant, CallLog log) {
        return tenant.rows(log, DAY).stream()
                .map(row -> new String(row, StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }
}

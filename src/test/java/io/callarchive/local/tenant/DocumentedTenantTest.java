package io.callarchive.local.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callarchive.CallLog;
import io.callarchive.schema.Field;
import io.callarchive.schema.FieldType;
import io.callarchive.schema.LogSchema;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a newcomer gets to see: rows as the documentation has them, two weeks of them. */
class DocumentedTenantTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);
    private static final List<LocalDate> DATES =
            MONDAY.datesUntil(MONDAY.plusDays(14)).toList();
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3}|\\.\\d{7})?Z");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final SimulatedTenant tenant = new SimulatedTenant(TenantProfile.DOCUMENTED, 1);

    @ParameterizedTest
    @EnumSource
    void everyFieldIsADocumentedOneInItsOneForm(CallLog log) throws IOException {
        List<Field> schema = LogSchema.of(log).fields();
        for (JsonNode row : rows(log)) {
            List<String> names = names(row);
            assertThat(schema.stream().map(Field::name).filter(names::contains)).containsExactlyElementsOf(names);
            for (Field field : schema) {
                if (row.has(field.name())) {
                    assertThat(hasItsForm(field, row.get(field.name())))
                            .as(field.name() + " " + row.get(field.name()))
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyRowHasTheSameFields(CallLog log) throws IOException {
        assertThat(rows(log).stream().map(DocumentedTenantTest::names)).hasSizeGreaterThan(20);
        assertThat(rows(log).stream().map(DocumentedTenantTest::names).distinct())
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aRowIsOneLineAndNoTwoAreTheSame(CallLog log) throws IOException {
        for (LocalDate date : DATES) {
            Set<String> lines = new HashSet<>();
            for (JsonNode row : rows(log, date)) {
                lines.add(row.toString());
            }
            assertThat(tenant.rows(log, date)).hasSize(lines.size()).containsExactlyElementsOf(tenant.lines(log, date));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SMS", "DIRECT_ROUTING", "PSTN"})
    void noTwoRowsShareAnId(CallLog log) throws IOException {
        List<JsonNode> rows = rows(log);

        assertThat(rows.stream().map(row -> row.path("id").asText()).distinct()).hasSize(rows.size());
    }

    @ParameterizedTest
    @EnumSource
    void theWeekendIsQuieterAndNoDayIsEmpty(CallLog log) {
        List<Integer> counts =
                DATES.stream().map(date -> tenant.rows(log, date).size()).toList();

        assertThat(counts).doesNotContain(0);
        assertThat(counts.get(5) + counts.get(6)).isLessThan(counts.get(0));
    }

    @ParameterizedTest
    @EnumSource(names = {"SMS", "DIRECT_ROUTING", "PSTN"})
    void mostHappensAtTheBusyHoursOfTheOffices(CallLog log) throws IOException {
        String field = log.timeField().orElseThrow();
        Map<Integer, Long> hours = rows(log, MONDAY).stream()
                .map(row -> Instant.parse(row.path(field).asText()))
                .collect(Collectors.groupingBy(
                        time -> time.atOffset(ZoneOffset.UTC).getHour(), Collectors.counting()));
        long night = hours.getOrDefault(2, 0L) + hours.getOrDefault(3, 0L) + hours.getOrDefault(4, 0L);

        assertThat(hours.get(9)).isGreaterThan(4 * night);
        assertThat(hours.get(14)).isGreaterThan(4 * night);
    }

    @Test
    void aCallEndsAfterItsDurationAndAFailedOneHasNone() throws IOException {
        for (JsonNode call : rows(CallLog.PSTN)) {
            assertThat(seconds(call, "startDateTime", "endDateTime"))
                    .isEqualTo(call.path("duration").asLong())
                    .isPositive();
        }
        for (JsonNode call : rows(CallLog.DIRECT_ROUTING)) {
            boolean established = call.path("successfulCall").asBoolean();
            assertThat(seconds(call, "inviteDateTime", "startDateTime")).isPositive();
            assertThat(call.path(established ? "failureDateTime" : "endDateTime")
                            .asText())
                    .startsWith("0001-01-01");
            assertThat(call.path("duration").asLong())
                    .isEqualTo(established ? seconds(call, "startDateTime", "endDateTime") : 0);
            assertThat(call.path("finalSipCode").asInt() == 0).isEqualTo(established);
        }
    }

    @Test
    void whatCostsIsAbroadAndGoesOut() throws IOException {
        for (JsonNode call : rows(CallLog.PSTN)) {
            boolean abroad = call.path("destinationContext").asText().equals("International");
            assertThat(call.path("charge").decimalValue().signum() > 0)
                    .as(call.path("callType").asText() + " " + call.path("destinationContext"))
                    .isEqualTo(abroad);
        }
    }

    @Test
    void nobodyHasTwoTotalsOfOneKindADay() throws IOException {
        for (LocalDate date : DATES) {
            List<JsonNode> rows = rows(CallLog.DIALOUT, date);
            assertThat(rows.stream()
                            .map(row -> row.path("userId").asText()
                                    + row.path("destinationContext").asText())
                            .distinct())
                    .hasSize(rows.size());
        }
    }

    @Test
    void anotherSeedGivesOtherRowsAndTheSameSeedTheSame() {
        SimulatedTenant same = new SimulatedTenant(TenantProfile.DOCUMENTED, 1);
        SimulatedTenant other = new SimulatedTenant(TenantProfile.DOCUMENTED, 2);
        for (CallLog log : CallLog.values()) {
            assertThat(same.rows(log, MONDAY)).containsExactlyElementsOf(tenant.rows(log, MONDAY));
            assertThat(other.rows(log, MONDAY)).doesNotContainAnyElementsOf(tenant.rows(log, MONDAY));
        }
    }

    private static boolean hasItsForm(Field field, JsonNode value) {
        Set<String> nullable = Set.of("destinationContext", "conferenceId", "transferorCorrelationId");
        if (value.isNull()) {
            return nullable.contains(field.name());
        }
        return switch (field.type()) {
            case TEXT -> value.isTextual() && !value.asText().isBlank();
            case UUID ->
                value.isTextual() && UUID.fromString(value.asText()).toString().equals(value.asText());
            case TIMESTAMP -> value.isTextual() && TIME.matcher(value.asText()).matches();
            case DECIMAL -> value.isBigDecimal() && value.decimalValue().scale() == 2;
            case INTEGER -> value.isInt();
            case BOOLEAN -> value.isBoolean();
            case OBJECTS ->
                value.isArray()
                        && !value.isEmpty()
                        && field.fields().stream().allMatch(inner -> inner.type() == FieldType.UUID);
        };
    }

    private static long seconds(JsonNode call, String from, String to) {
        Function<String, Instant> time = name -> Instant.parse(call.path(name).asText());
        return Duration.between(time.apply(from), time.apply(to)).toSeconds();
    }

    private static List<String> names(JsonNode row) {
        List<String> names = new ArrayList<>();
        row.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private List<JsonNode> rows(CallLog log) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (LocalDate date : DATES) {
            rows.addAll(rows(log, date));
        }
        return rows;
    }

    private List<JsonNode> rows(CallLog log, LocalDate date) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (byte[] row : tenant.rows(log, date)) {
            rows.add(JSON.readTree(row));
        }
        return rows;
    }
}

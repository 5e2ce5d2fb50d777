package io.callarchive.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.CallLog;
import io.callarchive.dayfile.Rows.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphRowsTest {
    @Test
    void tellsIdTimeAndFields() {
        assertThat(read(
                        CallLog.SMS,
                        "{\"smsId\":\"s\",\"id\":\"i\",\"sentDateTime\":\"2022-10-06T11:15:48.6113555Z\","
                                + "\"administrativeUnitInfos\":[{\"id\":\"inner\",\"sentDateTime\":\"x\"}],"
                                + "\"userCountryCode\":\"NO\"}"))
                .contains(new Row(
                        Optional.of("i"),
                        Optional.of(Instant.parse("2022-10-06T11:15:48.6113555Z")),
                        List.of("smsId", "id", "sentDateTime", "administrativeUnitInfos", "userCountryCode"),
                        Optional.of("NO")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":null,\"sentDateTime\":null}",
                "{\"id\":\" \",\"sentDateTime\":\"soon\"}",
                "{\"id\":{\"id\":\"inner\"},\"sentDateTime\":7}",
                "{\"userCountryCode\":\"Norway\"}",
                "{\"userCountryCode\":47}"
            })
    void rowMayLackIdAndTime(String text) {
        Row row = read(CallLog.SMS, text).orElseThrow();

        assertThat(row.id()).isEmpty();
        assertThat(row.time()).isEmpty();
        assertThat(row.country()).isEmpty();
    }

    @Test
    void logWithoutIdsOrTimesHasNone() {
        Row row = read(CallLog.DIALOUT, "{\"id\":\"i\",\"startDateTime\":\"2022-10-06T11:15:48Z\"}")
                .orElseThrow();

        assertThat(row.id()).isEmpty();
        assertThat(row.time()).isEmpty();
        assertThat(row.fields()).containsExactly("id", "startDateTime");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "{", "{}{}", "{\"a\":}", "x"})
    void nothingButOneObjectIsARow(String text) {
        assertThat(read(CallLog.SMS, text)).isEmpty();
    }

    private static Optional<Row> read(CallLog log, String text) {
        byte[] bytes = ("##" + text + "##").getBytes(StandardCharsets.UTF_8);
        return new GraphRows().read(log, bytes, 2, bytes.length - 4);
    }
}

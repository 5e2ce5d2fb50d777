package io.callarchive.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.CallLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NextLinkRuleTest {
    private static final String RECORDS = "https://graph.microsoft.com/beta/communications/callRecords/";
    private static final String CALL = "(fromDateTime=2026-11-18T00:00:00Z,toDateTime=2026-11-19T00:00:00Z)";

    private final NextLinkRule rule = new NextLinkRule(GraphEndpoint.parse("https://graph.microsoft.com/beta"));

    @ParameterizedTest
    @EnumSource
    void allowsTheDocumentedLinks(CallLog log) {
        assertThat(rule.objection(log, RECORDS + log.graphFunction() + CALL + "?$skip=1000"))
                .isEmpty();
        assertThat(rule.objection(
                        log, RECORDS + "microsoft.graph.callRecords." + log.graphFunction() + CALL + "?$skip=1000"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                RECORDS + "getSmsLog" + CALL,
                RECORDS + "getSmsLog(from=2019-11-01,to=2019-12-01)?$skip=1000",
                RECORDS + "getSmsLog(fromDateTime=2026-11-18T00%3A00%3A00Z,toDateTime=2026-11-19)?%24skip=1000",
                RECORDS + "getSmsLog" + CALL + "?$skiptoken=a/b/../c%2Fd%7B%7D?@x",
                RECORDS + "GETSMSLOG" + CALL,
                "HTTPS://GRAPH.MICROSOFT.COM/beta/communications/callrecords/getSmsLog" + CALL,
                "https://graph.microsoft.com:443/beta/communications/callRecords/getSmsLog" + CALL
            })
    void allowsEverySpellingOfTheSamePlace(String link) {
        assertThat(rule.objection(CallLog.SMS, link)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://graph.microsoft.us/beta/communications/callRecords/getSmsLog" + CALL,
                "https://graph.microsoft.com.evil.example/beta/communications/callRecords/getSmsLog" + CALL,
                "https://evil-graph.microsoft.com/beta/communications/callRecords/getSmsLog" + CALL,
                "https://x.graph.microsoft.com/beta/communications/callRecords/getSmsLog" + CALL,
                "https://graph.microsoft.com./beta/communications/callRecords/getSmsLog" + CALL,
                "https://graph.microsoft.com:8443/beta/communications/callRecords/getSmsLog" + CALL,
                "https://graph.microsoft.com:80/beta/communications/callRecords/getSmsLog" + CALL,
                "https://13.107.6.1/beta/communications/callRecords/getSmsLog" + CALL,
                "https://grаph.microsoft.com/beta/communications/callRecords/getSmsLog" + CALL
            })
    void refusesAnotherHostOrPort(String link) {
        assertThat(rule.objection(CallLog.SMS, link)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user@graph.microsoft.com/beta/communications/callRecords/getSmsLog" + CALL,
                "https://user:x@graph.microsoft.com/beta/communications/callRecords/getSmsLog" + CALL,
                "https://graph.microsoft.com@evil.example/beta/communications/callRecords/getSmsLog" + CALL,
                "https://graph.microsoft.com%40evil.example/beta/communications/callRecords/getSmsLog" + CALL,
                "https://graph.microsoft.com\\@evil.example/beta/communications/callRecords/getSmsLog" + CALL,
                RECORDS + "getSmsLog" + CALL + "?$skip=1#part",
                RECORDS + "getSmsLog" + CALL + "#"
            })
    void refusesUserAndFragment(String link) {
        assertThat(rule.objection(CallLog.SMS, link)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://graph.microsoft.com/beta/communications/callRecords/getSmsLog" + CALL,
                "http://graph.microsoft.com:443/beta/communications/callRecords/getSmsLog" + CALL,
                "file:///beta/communications/callRecords/getSmsLog" + CALL,
                "//graph.microsoft.com/beta/communications/callRecords/getSmsLog" + CALL,
                "/beta/communications/callRecords/getSmsLog" + CALL,
                "getSmsLog" + CALL,
                "?$skip=1000",
                "https:",
                "https:///beta",
                "https:beta/communications/callRecords/getSmsLog" + CALL,
                "",
                " "
            })
    void refusesAnotherSchemeAndRelativeLinks(String link) {
        assertThat(rule.objection(CallLog.SMS, link)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://graph.microsoft.com",
                "https://graph.microsoft.com/v1.0/communications/callRecords/getSmsLog" + CALL,
                "https://graph.microsoft.com/beta//communications/callRecords/getSmsLog" + CALL,
                "https://graph.microsoft.com/beta/tenants/x/communications/callRecords/getSmsLog" + CALL,
                "https://graph.microsoft.com/beta/communications/callRecords",
                RECORDS + "getSmsLog",
                RECORDS + "getSmsLogs" + CALL,
                RECORDS + "getSmsLog" + CALL + "/",
                RECORDS + "getSmsLog" + CALL + "/$count",
                RECORDS + "getSmsLog" + CALL + ";x=1",
                RECORDS + "microsoft.graph.callrecordsXgetSmsLog" + CALL,
                RECORDS + "x/../getSmsLog" + CALL,
                RECORDS + "./getSmsLog" + CALL,
                RECORDS + "%2e%2e/callRecords/getSmsLog" + CALL,
                RECORDS + "getSmsLog(a/../../../../users)",
                RECORDS + "getSmsLog(a%2f..%2F..%2f)",
                RECORDS + "getSmsLog(a%5c..%5C)",
                RECORDS + "getSmsLog(a\\b)",
                RECORDS + "getSmsLog({x})",
                RECORDS + "getSmsLog(a b)",
                RECORDS + "getSmsLog(%zz)",
                RECORDS + "getSmsLog(a)\n"
            })
    void refusesAnotherPath(String link) {
        assertThat(rule.objection(CallLog.SMS, link)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"SMS,getPstnCalls", "PSTN,getSmsLog", "PSTN,getPstnBlockedUsersLog", "DIALOUT,getDirectRoutingCalls"})
    void refusesTheFunctionOfAnotherLog(CallLog log, String function) {
        assertThat(rule.objection(log, RECORDS + function + CALL))
                .hasValueSatisfying(objection -> assertThat(objection).contains(log.graphFunction()));
    }

    @Test
    void refusesALinkThatNoMessageCouldCarry() {
        String link = RECORDS + "getSmsLog" + CALL + "?$skiptoken=";

        assertThat(rule.objection(CallLog.SMS, link + "s".repeat(NextLinkRule.MAX_LENGTH - link.length())))
                .isEmpty();
        assertThat(rule.objection(CallLog.SMS, link + "s".repeat(NextLinkRule.MAX_LENGTH - link.length() + 1)))
                .isPresent();
    }

    @Test
    void objectionDoesNotEchoTheLink() {
        assertThat(rule.objection(CallLog.SMS, "https://secret@evil.example/beta?token=secret"))
                .hasValueSatisfying(objection -> assertThat(objection).doesNotContain("secret", "evil"));
        assertThat(rule.objection(CallLog.SMS, "not a secret"))
                .hasValueSatisfying(objection -> assertThat(objection).doesNotContain("secret"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:40001/beta,http://127.0.0.1:40001,true",
        "http://127.0.0.1:40001/beta,http://127.0.0.1:40002,false",
        "http://127.0.0.1:40001/beta,http://127.0.0.1,false",
        "http://127.0.0.1:40001/beta,http://localhost:40001,false",
        "http://127.0.0.1/beta,http://127.0.0.1:80,true",
        "https://graph.microsoft.us/beta,https://graph.microsoft.us,true",
        "https://graph.microsoft.us/beta,https://graph.microsoft.com,false",
        "https://dod-graph.microsoft.us/beta,https://dod-graph.microsoft.us:443,true",
        "https://dod-graph.microsoft.us/beta,https://graph.microsoft.us,false"
    })
    void followsTheConfiguredEndpoint(String endpoint, String host, boolean allowed) {
        NextLinkRule configured = new NextLinkRule(GraphEndpoint.parse(endpoint));

        assertThat(configured
                        .objection(CallLog.SMS, host + "/beta/communications/callRecords/getSmsLog" + CALL)
                        .isEmpty())
                .isEqualTo(allowed);
    }
}

package io.callarchive.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.callarchive.CallLog;
import io.callarchive.lake.StorageAddress;
import io.callarchive.plan.History;
import io.callarchive.retention.Retention.Period;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
    private static final String KEY = "c2VjcmV0LWtleS1vZi10aGUtYWNjb3VudA==";
    private static final String CONNECTION =
            "DefaultEndpointsProtocol=https;AccountName=lake;AccountKey=" + KEY + ";EndpointSuffix=core.windows.net";
    private static final Map<String, String> LEAST = Map.of(
            "ARCHIVE_STORAGE__blobServiceUri",
            "https://lake.blob.core.windows.net",
            "AzureWebJobsStorage__queueServiceUri",
            "https://host.queue.core.windows.net");

    @Test
    void storageIsAllThatMustBeSet() {
        Settings settings = SettingsReader.read(LEAST);

        assertThat(settings.logs()).containsExactlyInAnyOrder(CallLog.values());
        assertThat(settings.container()).isEqualTo("call-logs");
        assertThat(settings.failuresContainer()).isEqualTo("call-logs-failures");
        assertThat(settings.readingsContainer()).isEqualTo("call-logs-readings");
        assertThat(settings.recordsContainer()).isEqualTo("call-logs-records");
        assertThat(settings.planContainer()).isEqualTo("call-logs-plan");
        assertThat(settings.revisits().ages()).containsExactly(2, 3, 7);
        assertThat(settings.history()).isEqualTo(new History(Optional.empty(), 0));
        assertThat(settings.countries()).isEmpty();
        assertThat(settings.retention().period(CallLog.PSTN)).contains(new Period(150, 720));
        assertThat(settings.retention().period(CallLog.SMS)).isEmpty();
        assertThat(settings.limits().ofALog()).isEqualTo(46);
        assertThat(settings.graph().base()).hasToString("https://graph.microsoft.com/beta");
        assertThat(settings.clientId()).isEmpty();
        assertThat(settings.lake())
                .isEqualTo(new StorageAddress.ServiceUri(URI.create("https://lake.blob.core.windows.net")));
        assertThat(settings.queues())
                .isEqualTo(new StorageAddress.ServiceUri(URI.create("https://host.queue.core.windows.net")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fax=90", "sms=0", "sms=ninety", "sms=90,", "sms=90=90"})
    void howLongALogIsKeptIsALogAndDays(String text) {
        assertThatThrownBy(() -> SettingsReader.read(with(Map.of("ARCHIVE_KEPT_DAYS", text))))
                .isInstanceOf(SettingsError.class)
                .hasMessageContaining("1 setting(s) are wrong: ARCHIVE_KEPT_DAYS must be ");
    }

    @Test
    void whatIsAgreedWithMicrosoftGoesBeforeWhatIsDocumented() {
        Settings settings =
                SettingsReader.read(with(Map.of("ARCHIVE_KEPT_DAYS", "sms=90,pstn=2000", "ARCHIVE_COUNTRIES", "NO")));

        assertThat(settings.retention().period(CallLog.SMS)).contains(new Period(90, 90));
        assertThat(settings.retention().period(CallLog.PSTN)).contains(new Period(2_000, 2_000));
        assertThat(settings.retention().period(CallLog.DIRECT_ROUTING)).contains(new Period(150, 150));
    }

    @Test
    void blankIsNotSet() {
        Settings settings = SettingsReader.read(with(
                Map.of("ARCHIVE_LOGS", " ", "ARCHIVE_HISTORY_DAYS", "", "AZURE_CLIENT_ID", " ", "GRAPH_ENDPOINT", "")));

        assertThat(settings.logs()).containsExactly(CallLog.values());
        assertThat(settings.history()).isEqualTo(new History(Optional.empty(), 0));
        assertThat(settings.clientId()).isEmpty();
    }

    @Test
    void everySettingIsTaken() {
        Settings settings = SettingsReader.read(with(Map.of(
                "ARCHIVE_SCHEDULE", "0 0 */2 * * 1-5",
                "ARCHIVE_LOGS", " sms , pstn,sms",
                "ARCHIVE_CONTAINER", "teams-2026",
                "ARCHIVE_REVISIT_DAYS", "9, 2,9,4",
                "ARCHIVE_HISTORY_DAYS", " 150 ",
                "ARCHIVE_DELETE_AFTER_DAYS", "1095",
                "ARCHIVE_COUNTRIES", "NO, DE",
                "GRAPH_ENDPOINT", "https://dod-graph.microsoft.us/beta/",
                "GRAPH_REQUESTS_PER_MINUTE", "20",
                "AZURE_CLIENT_ID", "7a1c0000-5e1f-4b0e-9d3a-0123456789ac")));

        assertThat(settings.logs()).containsExactlyInAnyOrder(CallLog.SMS, CallLog.PSTN);
        assertThat(settings.container()).isEqualTo("teams-2026");
        assertThat(settings.revisits().ages()).containsExactly(2, 4, 9);
        assertThat(settings.history()).isEqualTo(new History(Optional.of(150), 1_095));
        assertThat(settings.retention().period(CallLog.PSTN)).contains(new Period(150, 365));
        assertThat(settings.limits().ofALog()).isEqualTo(20);
        assertThat(settings.graph().scope()).isEqualTo("https://dod-graph.microsoft.us/.default");
        assertThat(settings.clientId()).contains("7a1c0000-5e1f-4b0e-9d3a-0123456789ac");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        String message = messageOf(Map.of(
                "ARCHIVE_SCHEDULE", "daily",
                "ARCHIVE_LOGS", "sms,fax",
                "ARCHIVE_CONTAINER", "Call_Logs",
                "ARCHIVE_REVISIT_DAYS", "1",
                "ARCHIVE_HISTORY_DAYS", "many",
                "GRAPH_ENDPOINT", "https://graph.microsoft.com/v1.0",
                "AzureWebJobsStorage__accountName", "Host!"));

        assertThat(message)
                .contains(", 8 setting(s)")
                .contains(
                        "ARCHIVE_SCHEDULE must be an NCRONTAB expression of six fields, such as 0 30 3 * * *, not 'daily'")
                .contains("ARCHIVE_LOGS must be a comma-separated list of " + CallLog.labels() + ", not 'sms,fax'")
                .contains("ARCHIVE_CONTAINER must be 3 to 54 lower-case letters", "not 'Call_Logs'")
                .contains("ARCHIVE_REVISIT_DAYS must be whole days from 2 to 366, not '1'")
                .contains("ARCHIVE_HISTORY_DAYS must be all, or whole days from 0 to 730, not 'many'")
                .contains("GRAPH_ENDPOINT must be https://graph.microsoft.com/beta")
                .contains("ARCHIVE_STORAGE__blobServiceUri is missing", "ARCHIVE_STORAGE")
                .contains("AzureWebJobsStorage__accountName must be 3 to 24 lower-case letters and digits");
    }

    @Test
    void nothingSetMeansBothStoragesAreMissing() {
        assertThat(messageOf(Map.of()))
                .contains(", 2 setting(s)", "ARCHIVE_STORAGE__blobServiceUri", "AzureWebJobsStorage__queueServiceUri");
    }

    @Test
    void accountNameStandsForTheServiceInThePublicCloud() {
        Settings settings = SettingsReader.read(
                Map.of("ARCHIVE_STORAGE__accountName", "lake7", "AzureWebJobsStorage__accountName", "host7"));

        assertThat(settings.lake())
                .isEqualTo(new StorageAddress.ServiceUri(URI.create("https://lake7.blob.core.windows.net")));
        assertThat(settings.queues())
                .isEqualTo(new StorageAddress.ServiceUri(URI.create("https://host7.queue.core.windows.net")));
    }

    @Test
    void connectionStringIsTakenForTheEmulator() {
        Settings settings = SettingsReader.read(
                Map.of("ARCHIVE_STORAGE", CONNECTION, "AzureWebJobsStorage", "UseDevelopmentStorage=true"));

        assertThat(settings.lake())
                .isInstanceOfSatisfying(
                        StorageAddress.ConnectionString.class,
                        lake -> assertThat(lake.secret()).isEqualTo(CONNECTION));
        assertThat(settings.toString()).doesNotContain(KEY);
    }

    @Test
    void identityComesBeforeTheConnectionString() {
        Settings settings = SettingsReader.read(with(Map.of("ARCHIVE_STORAGE", CONNECTION)));

        assertThat(settings.lake()).isInstanceOf(StorageAddress.ServiceUri.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://lake.blob.core.windows.net/",
                "https://lake.blob.core.usgovcloudapi.net",
                "http://127.0.0.1:10000/devstoreaccount1",
                "http://localhost:10000/devstoreaccount1"
            })
    void takesServiceUri(String uri) {
        Settings settings = SettingsReader.read(with(Map.of("ARCHIVE_STORAGE__blobServiceUri", uri)));

        assertThat(settings.lake()).isEqualTo(new StorageAddress.ServiceUri(URI.create(uri)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lake",
                "lake.blob.core.windows.net",
                "http://lake.blob.core.windows.net",
                "ftp://127.0.0.1/",
                "https://user@lake.blob.core.windows.net",
                "https://",
                "https://lake.blob.core.windows.net/?x",
                "not a URI",
                "%"
            })
    void refusesServiceUri(String uri) {
        assertThat(messageOf(with(Map.of("ARCHIVE_STORAGE__blobServiceUri", uri))))
                .contains(", 1 setting(s)", "ARCHIVE_STORAGE__blobServiceUri must be an https URI");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ARCHIVE_STORAGE__blobServiceUri",
                "ARCHIVE_STORAGE__accountName",
                "AzureWebJobsStorage__queueServiceUri",
                "ARCHIVE_CONTAINER",
                "GRAPH_ENDPOINT",
                "ARCHIVE_LOGS"
            })
    void keyInTheWrongPlaceIsNotShown(String name) {
        for (String value : new String[] {
            CONNECTION,
            "AccountKey=" + KEY,
            "https://lake.blob.core.windows.net/?sv=2026&sig=" + KEY,
            "https://user:" + KEY + "@lake.blob.core.windows.net"
        }) {
            Map<String, String> environment = new HashMap<>(Map.of("AzureWebJobsStorage", CONNECTION, name, value));

            assertThat(messageOf(environment)).contains(name).doesNotContain(KEY, "c2VjcmV0");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ARCHIVE_REVISIT_DAYS,2,true",
        "ARCHIVE_REVISIT_DAYS,366,true",
        "ARCHIVE_REVISIT_DAYS,1,false",
        "ARCHIVE_REVISIT_DAYS,367,false",
        "ARCHIVE_REVISIT_DAYS,'2,,3',false",
        "ARCHIVE_REVISIT_DAYS,'2;3',false",
        "ARCHIVE_REVISIT_DAYS,2.5,false",
        "ARCHIVE_REVISIT_DAYS,99999999999,false",
        "ARCHIVE_HISTORY_DAYS,all,true",
        "ARCHIVE_HISTORY_DAYS,0,true",
        "ARCHIVE_HISTORY_DAYS,730,true",
        "ARCHIVE_HISTORY_DAYS,-1,false",
        "ARCHIVE_HISTORY_DAYS,731,false",
        "ARCHIVE_HISTORY_DAYS,All,false",
        "ARCHIVE_HISTORY_DAYS,30.0,false",
        "ARCHIVE_HISTORY_DAYS,P30D,false",
        "ARCHIVE_COUNTRIES,NO,true",
        "ARCHIVE_COUNTRIES,'NO, GB',true",
        "ARCHIVE_COUNTRIES,Norway,false",
        "ARCHIVE_COUNTRIES,no,false",
        "ARCHIVE_COUNTRIES,'NO,',false",
        "ARCHIVE_KEPT_DAYS,'sms=90, pstn=400',true",
        "ARCHIVE_KEPT_DAYS,sms,false",
        "ARCHIVE_DELETE_AFTER_DAYS,0,true",
        "ARCHIVE_DELETE_AFTER_DAYS,36500,true",
        "ARCHIVE_DELETE_AFTER_DAYS,-1,false",
        "ARCHIVE_DELETE_AFTER_DAYS,36501,false",
        "ARCHIVE_DELETE_AFTER_DAYS,all,false",
        "GRAPH_REQUESTS_PER_MINUTE,1,true",
        "GRAPH_REQUESTS_PER_MINUTE,0,false",
        "GRAPH_REQUESTS_PER_MINUTE,fast,false",
        "GRAPH_REQUESTS_PER_MINUTE,100001,false",
        "ARCHIVE_LOGS,dialout,true",
        "ARCHIVE_LOGS,'sms,',false",
        "ARCHIVE_LOGS,SMS,false",
        "ARCHIVE_LOGS,all,false",
        "ARCHIVE_CONTAINER,abc,true",
        "ARCHIVE_CONTAINER,ab,false",
        "ARCHIVE_CONTAINER,a--b,false",
        "ARCHIVE_CONTAINER,-ab,false",
        "ARCHIVE_CONTAINER,ab-,false",
        "ARCHIVE_CONTAINER,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,true",
        "ARCHIVE_CONTAINER,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,false",
        "ARCHIVE_CONTAINER,../x,false",
        "ARCHIVE_SCHEDULE,0 30 3 * * *,true",
        "ARCHIVE_SCHEDULE,30 3 * * *,false",
        "GRAPH_ENDPOINT,https://graph.microsoft.us/beta,true",
        "GRAPH_ENDPOINT,http://127.0.0.1:7071/beta,true",
        "GRAPH_ENDPOINT,https://graph.microsoft.com,false",
        "GRAPH_ENDPOINT,https://microsoftgraph.chinacloudapi.cn/beta,false"
    })
    void holdsEachSettingToItsBounds(String name, String value, boolean good) {
        Map<String, String> environment = with(Map.of(name, value));

        if (good) {
            assertThat(SettingsReader.read(environment)).isNotNull();
        } else {
            assertThat(messageOf(environment)).contains(", 1 setting(s)", name + " ", value);
        }
    }

    @Test
    void longValueIsShortened() {
        assertThat(messageOf(with(Map.of("ARCHIVE_CONTAINER", "x".repeat(5_000)))))
                .hasSizeLessThan(500);
    }

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(LEAST);
        environment.putAll(more);
        return environment;
    }

    private static String messageOf(Map<String, String> environment) {
        SettingsError e = catchThrowableOfType(SettingsError.class, () -> SettingsReader.read(environment));
        assertThat(e).as("the error").isNotNull();
        return String.valueOf(e.getMessage());
    }
}

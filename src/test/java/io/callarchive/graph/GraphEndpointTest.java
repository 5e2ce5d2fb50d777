package io.callarchive.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphEndpointTest {
    @ParameterizedTest
    @CsvSource({
        "https://graph.microsoft.com/beta,https://graph.microsoft.com/.default",
        "https://graph.microsoft.us/beta,https://graph.microsoft.us/.default",
        "https://dod-graph.microsoft.us/beta,https://dod-graph.microsoft.us/.default",
        "http://127.0.0.1:40001/beta,https://graph.microsoft.com/.default",
        "https://127.0.0.1:40001/beta,https://graph.microsoft.com/.default",
        "http://localhost:7071/beta,https://graph.microsoft.com/.default"
    })
    void scopeFollowsTheCloud(String text, String scope) {
        GraphEndpoint endpoint = GraphEndpoint.parse(text);

        assertThat(endpoint.base()).hasToString(text);
        assertThat(endpoint.scope()).isEqualTo(scope);
    }

    @Test
    void slashesAtTheEndAreDropped() {
        assertThat(GraphEndpoint.parse(" https://graph.microsoft.com/beta// ").base())
                .hasToString("https://graph.microsoft.com/beta");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://microsoftgraph.chinacloudapi.cn/beta",
                "https://MicrosoftGraph.ChinaCloudAPI.cn/v1.0",
                "https://microsoftgraph.chinacloudapi.cn"
            })
    void saysThatChinaDoesNotOfferTheFunctions(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GraphEndpoint.parse(text))
                .withMessageContaining("21Vianet (China) does not offer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "beta",
                "graph.microsoft.com/beta",
                "https://graph.microsoft.com",
                "https://graph.microsoft.com/v1.0",
                "https://graph.microsoft.com/beta/communications",
                "http://graph.microsoft.com/beta",
                "https://graph.microsoft.com:8443/beta",
                "https://user@graph.microsoft.com/beta",
                "https://graph.microsoft.com/beta?x=1",
                "https://graph.microsoft.com/beta#x",
                "https://graph.microsoft.com.evil.example/beta",
                "https://127.0.0.1.evil.example/beta",
                "https://128.0.0.1/beta",
                "https://evil.example/beta",
                "ftp://127.0.0.1/beta",
                "file://localhost/beta",
                "https://graph.microsoft.com/be ta",
                "not a URI"
            })
    void refusesEverythingElseAndSaysWhatItTakes(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GraphEndpoint.parse(text))
                .withMessageContaining("https://graph.microsoft.com/beta");
    }
}

package io.callarchive.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurrogatePairsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":"\\ud83d\\ude00"}          | true
            {"a":"\\uD83D\\uDE00 \\u00e9"}  | true
            {"a":"😀 \\n \\"}"}             | true
            {"a":"\\\\ud83d"}               | true
            {"a":"\\\\\\ud83d"}             | false
            {"a":"\\ud83d"}                 | false
            {"\\ud83d":1}                   | false
            {"a":"\\ude00"}                 | false
            {"a":"\\ude00\\ud83d"}          | false
            {"a":"\\ud83d\\ud83d\\ude00"}   | false
            {"a":"\\ud83d ude00"}           | false
            {"a":"\\ud83d\\u0041"}          | false
            """)
    void finds(String json, boolean whole) {
        byte[] text = ("\\ud83d" + json + "\\ude00").getBytes(StandardCharsets.UTF_8);

        assertThat(SurrogatePairs.areWhole(text, 6, text.length - 12)).as(json).isEqualTo(whole);
    }
}

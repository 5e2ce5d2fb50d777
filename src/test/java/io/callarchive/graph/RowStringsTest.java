package io.callarchive.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowStringsTest {
    @Test
    void areTheStringsAtEveryDepthAsTheyAreMeantAndNoNames() {
        List<String> strings = new ArrayList<>();
        byte[] text = "xx{\"a\":\"\\u002b49\",\"b\":[\"c\",{\"d\":\"e\"},[]],\"f\":7,\"g\":null,\"h\":\"\"}yy"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(RowStrings.read(text, 2, text.length - 4, strings::add)).isTrue();
        assertThat(strings).containsExactly("+49", "c", "e", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"a\"", "{\"a\":\"b\"", "{\"a\":", "{\"a\":[\"b\"", "{}{}", "{} x", "null"})
    void whatIsNotOneObjectIsNoRow(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(RowStrings.read(bytes, 0, bytes.length, string -> {})).isFalse();
    }
}

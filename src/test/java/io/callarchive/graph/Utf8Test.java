package io.callarchive.graph;

import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
    @Test
    void agreesWithThePlatformOnEverySequenceOfTwoBytes() {
        for (int i = 0; i < 1 << 16; i++) {
            agree(new byte[] {(byte) (i >> 8), (byte) i});
        }
    }

    @Test
    void agreesWithThePlatformOnEverySequenceOfThreeBytesThatIsNotAscii() {
        for (int i = 0x80_00_00; i < 1 << 24; i += 1 + (i & 63)) {
            agree(new byte[] {(byte) (i >> 16), (byte) (i >> 8), (byte) i});
        }
    }

    @Test
    void agreesWithThePlatformOnSpoiltTexts() {
        long seed = new Random().nextLong();
        System.out.println("Spoilt UTF-8: seed " + seed);
        Random random = new Random(seed);
        byte[] good = "Zoë Łukasz 山田 😀 plain text of some length ".repeat(3).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 100_000; i++) {
            byte[] text = good.clone();
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(256);
            }
            agree(text);
        }
    }

    private static void agree(byte[] text) {
        if (accepts(text) != platformAccepts(text)) {
            fail("%s: the platform says %s", HexFormat.of().formatHex(text), platformAccepts(text));
        }
    }

    private static boolean accepts(byte[] text) {
        try {
            Utf8.verify(text);
            return true;
        } catch (UnreadableAnswer e) {
            return false;
        }
    }

    private static boolean platformAccepts(byte[] text) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .hasRemaining();
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}

package io.callarchive.graph;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8: a JSON parser that skips a string overlooks some malformed sequences, and a lake's reader may not. */
final class Utf8 {
    private static final int CHUNK = 8192;

    private Utf8() {}

    static void verify(byte[] text) throws UnreadableAnswer {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(text);
        CharBuffer out = CharBuffer.allocate(CHUNK);
        CoderResult result;
        do {
            result = decoder.decode(in, out.clear(), true);
        } while (result.isOverflow());
        if (result.isError()) {
            throw new UnreadableAnswer("not UTF-8 at byte " + in.position() + " of " + text.length);
        }
    }
}

package io.callarchive.frontdoor;

import io.callarchive.testing.RawServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What may stand at the address of an app instead of one, on loopback. */
final class Liar {
    private Liar() {}

    static RawServer answering(int status, String headers, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return RawServer.start((connection, out) -> {
            out.write(head(status, headers + "Content-Length: " + bytes.length + "\r\n"));
            out.write(bytes);
        });
    }

    /** Announces more than it sends. */
    static RawServer breakingOff(String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return RawServer.start((connection, out) -> {
            out.write(head(200, "Content-Length: " + bytes.length + "\r\n"));
            out.write(bytes, 0, bytes.length / 2);
        });
    }

    /** A body that never ends, as fast as it is taken. */
    static RawServer endless() throws IOException {
        byte[] blanks = " ".repeat(8192).getBytes(StandardCharsets.UTF_8);
        return RawServer.start((connection, out) -> {
            out.write(head(200, ""));
            while (!connection.isClosed()) {
                out.write(blanks);
            }
        });
    }

    /** Takes the request, and says nothing until the other side has had enough. */
    static RawServer silent() throws IOException {
        return RawServer.start((connection, out) -> connection.getInputStream().read());
    }

    private static byte[] head(int status, String headers) {
        return ("HTTP/1.1 " + status + " so\r\n" + headers + "Connection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}

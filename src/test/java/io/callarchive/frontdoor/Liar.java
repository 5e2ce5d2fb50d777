package io.callarchive.frontdoor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What may stand at the address of an app instead of one, on loopback. Each request is on a connection of its own. */
final class Liar implements AutoCloseable {
    /** Writes until it has done its worst; then the connection is closed. */
    @FunctionalInterface
    private interface Behaviour {
        void answer(Socket connection, OutputStream out) throws IOException;
    }

    private final ServerSocket socket;
    private final Behaviour behaviour;
    private final List<String> heads = new CopyOnWriteArrayList<>();

    private Liar(ServerSocket socket, Behaviour behaviour) {
        this.socket = socket;
        this.behaviour = behaviour;
    }

    static Liar answering(int status, String headers, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return start((connection, out) -> {
            out.write(head(status, headers + "Content-Length: " + bytes.length + "\r\n"));
            out.write(bytes);
        });
    }

    /** Announces more than it sends. */
    static Liar breakingOff(String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return start((connection, out) -> {
            out.write(head(200, "Content-Length: " + bytes.length + "\r\n"));
            out.write(bytes, 0, bytes.length / 2);
        });
    }

    /** A body that never ends, as fast as it is taken. */
    static Liar endless() throws IOException {
        byte[] blanks = " ".repeat(8192).getBytes(StandardCharsets.UTF_8);
        return start((connection, out) -> {
            out.write(head(200, ""));
            while (!connection.isClosed()) {
                out.write(blanks);
            }
        });
    }

    /** Takes the request, and says nothing until the other side has had enough. */
    static Liar silent() throws IOException {
        return start((connection, out) -> connection.getInputStream().read());
    }

    private static byte[] head(int status, String headers) {
        return ("HTTP/1.1 " + status + " so\r\n" + headers + "Connection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Liar start(Behaviour behaviour) throws IOException {
        Liar liar = new Liar(new ServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})), behaviour);
        Thread thread = new Thread(liar::serve, "liar");
        thread.setDaemon(true);
        thread.start();
        return liar;
    }

    String address() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** Of each request so far, its first line and its headers. */
    List<String> heads() {
        return heads;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                BufferedReader request = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
                StringBuilder head = new StringBuilder();
                for (String line = request.readLine(); line != null && !line.isEmpty(); line = request.readLine()) {
                    head.append(line).append('\n');
                }
                heads.add(head.toString());
                behaviour.answer(connection, connection.getOutputStream());
                connection.getOutputStream().flush();
            } catch (IOException e) {
                // The client has gone, or the test is over.
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

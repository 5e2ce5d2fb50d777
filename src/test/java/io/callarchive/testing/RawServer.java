package io.callarchive.testing;

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

/** Answers every request on a connection of its own with any bytes: for answers that no HTTP server would send. */
public final class RawServer implements AutoCloseable {
    /** Writes until it has done its worst; then the connection is closed. */
    @FunctionalInterface
    public interface Behaviour {
        void answer(Socket connection, OutputStream out) throws IOException;
    }

    private final ServerSocket socket;
    private final Behaviour behaviour;
    private final List<String> heads = new CopyOnWriteArrayList<>();

    private RawServer(ServerSocket socket, Behaviour behaviour) {
        this.socket = socket;
        this.behaviour = behaviour;
    }

    public static RawServer start(Behaviour behaviour) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        RawServer server = new RawServer(new ServerSocket(0, 5, loopback), behaviour);
        Thread thread = new Thread(server::serve, "raw-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    /** The same bytes each time. */
    public static RawServer sending(byte[] answer) throws IOException {
        return start((connection, out) -> out.write(answer));
    }

    public String address() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** Of each request so far, its first line and its headers. */
    public List<String> heads() {
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

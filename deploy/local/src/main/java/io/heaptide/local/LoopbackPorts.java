package io.heaptide.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds and checks TCP ports on the loopback interface. */
public final class LoopbackPorts {
    // Below the range from which Linux (32768) and macOS (49152) take ports for outgoing connections:
    // a port picked here is not taken by some client between this check and the engine's own bind.
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 100;
    private static final int CONNECT_MILLIS = 500;

    private LoopbackPorts() {}

    /** The wanted port if it is free, or any free one for 0. */
    static int resolve(int wanted, String engine, String remedy) {
        if (wanted == 0) {
            return pick();
        }
        if (!isFree(wanted)) {
            throw new LocalEngineException("Port " + wanted + " for the " + engine + " is already in use on 127.0.0.1. "
                    + "Stop the program that holds it, or " + remedy + ".");
        }
        return wanted;
    }

    /** A port that is free now; nobody else may claim it in between, but nothing prevents it. */
    public static int pick() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new LocalEngineException("No free port on 127.0.0.1 among " + ATTEMPTS + " tried between " + FIRST
                + " and " + LAST + ". Name a port yourself.");
    }

    /** Whether something listens there. */
    static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** Whether a server could listen there now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as the engines do: a connection in TIME_WAIT does not hold the port
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}

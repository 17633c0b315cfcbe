package io.heaptide.agent;

import com.sun.net.httpserver.HttpServer;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A web server that keeps something of every request it answers, and asks itself until its standard input ends. */
final class ProbedProgram {

    private final List<byte[]> kept = new ArrayList<>();

    private ProbedProgram() {}

    public static void main(String[] arguments) throws Exception {
        ProbedProgram program = new ProbedProgram();
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            try (exchange) {
                program.keep();
                TimeUnit.MILLISECONDS.sleep(2);
                exchange.sendResponseHeaders(204, -1);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
        http.start();
        URI uri = URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
        for (int request = 1; System.in.available() == 0; request++) {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            if (connection.getResponseCode() != HttpURLConnection.HTTP_NO_CONTENT) {
                throw new IllegalStateException("status " + connection.getResponseCode());
            }
            if (request % 100 == 0) {
                System.gc(); // so that the test need not wait for a collection to happen by itself
            }
        }
        http.stop(0);
    }

    private void keep() {
        kept.add(new byte[8192]);
    }
}

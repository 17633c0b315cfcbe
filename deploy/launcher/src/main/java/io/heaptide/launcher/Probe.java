package io.heaptide.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a part over HTTP whether it is well. */
final class Probe {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    static final String WELL = "well";

    private static final int OK = 200;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** Whether the address answers 200. */
    boolean isWell(URI address) {
        return ask(address).equals(WELL);
    }

    /** {@code well}, or what the part says is wrong. */
    String ask(URI address) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(PATIENCE).GET().build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == OK
                    ? WELL
                    : "HTTP " + answer.statusCode() + " " + answer.body().strip();
        } catch (IOException e) {
            return "no answer from " + address.getHost() + ":" + address.getPort();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}

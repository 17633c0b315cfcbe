package io.heaptide.simulator.otlp;

import com.google.protobuf.MessageLite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Delivers one request at a time a caller: tries until it is taken, refused for good, or patience ends. */
final class OtlpHttpClient {

    private final URI endpoint;
    private final RetryPolicy policy;
    private final StopSignal stop;
    private final InstantSource clock;
    private final HttpClient http;
    private final AnswerReader reader;

    OtlpHttpClient(URI endpoint, RetryPolicy policy, StopSignal stop, InstantSource clock) {
        this.endpoint = endpoint;
        this.policy = policy;
        this.stop = stop;
        this.clock = clock;
        this.reader = new AnswerReader(clock);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(policy.requestTimeout())
                .build();
    }

    /**
     * Delivers a request.
     *
     * @param onRetry runs before each attempt after the first
     * @throws SendFailed if it was refused, or not taken in time
     */
    Answer.Accepted deliver(OtlpPath path, MessageLite request, Runnable onRetry) {
        HttpRequest post = post(path, request);
        Instant giveUpAt = clock.instant().plus(policy.giveUpAfter());
        for (int attempt = 0; ; attempt++) {
            Answer answer = attempt(path, post);
            if (answer instanceof Answer.Accepted accepted) {
                return accepted;
            }
            if (answer instanceof Answer.Refused refused) {
                throw new SendFailed(post.uri() + " refused the request: " + refused.why());
            }
            await((Answer.TryAgain) answer, attempt, giveUpAt, post.uri());
            onRetry.run();
        }
    }

    private void await(Answer.TryAgain answer, int attempt, Instant giveUpAt, URI uri) {
        Duration own = policy.delayBefore(attempt + 1);
        Duration wait = answer.after().filter(asked -> asked.compareTo(own) > 0).orElse(own);
        if (clock.instant().plus(wait).isAfter(giveUpAt)) {
            throw new SendFailed(uri + " did not take the request within "
                    + policy.giveUpAfter().toSeconds() + " s, last answer: " + answer.why());
        }
        stop.sleep(wait);
        if (stop.stopped()) {
            throw new SendFailed("stopped while waiting for " + uri + ", last answer: " + answer.why());
        }
    }

    private Answer attempt(OtlpPath path, HttpRequest post) {
        try {
            HttpResponse<byte[]> response = http.send(post, HttpResponse.BodyHandlers.ofByteArray());
            return reader.read(path, response);
        } catch (ConnectException nobodyThere) {
            return new Answer.TryAgain(Optional.empty(), "no connection");
        } catch (IOException broken) {
            return new Answer.TryAgain(Optional.empty(), broken.toString());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new SendFailed("interrupted while sending to " + post.uri(), stopping);
        }
    }

    private HttpRequest post(OtlpPath path, MessageLite request) {
        return HttpRequest.newBuilder(path.below(endpoint))
                .timeout(policy.requestTimeout())
                .header("Content-Type", "application/x-protobuf")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(gzip(request)))
                .build();
    }

    private static byte[] gzip(MessageLite request) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            request.writeTo(gzip);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return bytes.toByteArray();
    }
}

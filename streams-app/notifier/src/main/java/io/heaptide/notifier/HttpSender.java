package io.heaptide.notifier;

import io.heaptide.notifier.Outcome.Accepted;
import io.heaptide.notifier.Outcome.Rejected;
import io.heaptide.notifier.Outcome.Retry;
import io.heaptide.schemas.LeakAlert;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes one attempt at delivering one alert. Follows no redirect, reads no more than the start of an answer, and lets
 * nothing secret out: every reason it returns is redacted.
 */
final class HttpSender {

    private static final int ANSWER_BYTES = 4096;
    private static final String USER_AGENT = "Heaptide-Notifier";

    private final HttpClient client;
    private final Duration timeout;
    private final InstantSource clock;

    /** @param timeout for the whole exchange; the client's own ends with the answer's headers */
    HttpSender(Duration timeout, InstantSource clock) {
        this.timeout = timeout;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER) // a target must not send us elsewhere
                .version(HttpClient.Version.HTTP_1_1) // an upgrade offer confuses simple receivers
                .build();
    }

    Outcome send(LeakAlert alert, Target target) {
        ChatFormat format = target.channel().format();
        ChatRequest request = format.request(alert, target, clock.instant());
        return redacted(exchange(http(request, IdempotencyKey.of(alert)), format, target), target);
    }

    private HttpRequest http(ChatRequest request, IdempotencyKey key) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.url().value())
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("User-Agent", USER_AGENT)
                .header("Idempotency-Key", key.value());
        request.headers().forEach(builder::header);
        return builder.POST(BodyPublishers.ofString(request.body())).build();
    }

    private Outcome exchange(HttpRequest request, ChatFormat format, Target target) {
        CompletableFuture<HttpResponse<String>> exchange = client.sendAsync(request, FirstBytes.upTo(ANSWER_BYTES));
        try {
            return format.judge(reply(exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS)));
        } catch (TimeoutException late) {
            exchange.cancel(true);
            return new Retry("no answer within " + timeout, Optional.empty());
        } catch (ExecutionException failure) {
            return new Retry(describe(failure.getCause() == null ? failure : failure.getCause()), Optional.empty());
        } catch (InterruptedException stopping) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new DeliveryInterrupted(target.name());
        }
    }

    private Reply reply(HttpResponse<String> response) {
        Instant now = clock.instant();
        Optional<Duration> retryAfter =
                response.headers().firstValue("Retry-After").flatMap(value -> RetryAfter.parse(value, now));
        return new Reply(response.statusCode(), response.body(), retryAfter);
    }

    private static String describe(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        return failure.getMessage() == null ? name : name + ": " + failure.getMessage();
    }

    private static Outcome redacted(Outcome outcome, Target target) {
        if (outcome instanceof Retry retry) {
            return new Retry(target.redact(retry.reason()), retry.notBefore());
        }
        if (outcome instanceof Rejected rejected) {
            return new Rejected(target.redact(rejected.reason()));
        }
        return new Accepted();
    }
}

package io.heaptide.simulator.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads an OTLP/HTTP response by the OTLP specification. */
final class AnswerReader {

    private static final Set<Integer> RETRYABLE = Set.of(429, 502, 503, 504);
    private static final int STATUS_MESSAGE_FIELD = 2; // google.rpc.Status
    private static final int SHOWN_CHARS = 300;

    private final InstantSource clock;

    AnswerReader(InstantSource clock) {
        this.clock = clock;
    }

    Answer read(OtlpPath path, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status == 200) {
            return accepted(path, response.body());
        }
        String why = "HTTP " + status + " " + errorMessage(response.body());
        return RETRYABLE.contains(status)
                ? new Answer.TryAgain(retryAfter(response), why.strip())
                : new Answer.Refused(why.strip());
    }

    private static Answer accepted(OtlpPath path, byte[] body) {
        try {
            return switch (path) {
                case METRICS -> {
                    var partial = ExportMetricsServiceResponse.parseFrom(body).getPartialSuccess();
                    yield new Answer.Accepted(partial.getRejectedDataPoints(), partial.getErrorMessage());
                }
                case LOGS -> {
                    var partial = ExportLogsServiceResponse.parseFrom(body).getPartialSuccess();
                    yield new Answer.Accepted(partial.getRejectedLogRecords(), partial.getErrorMessage());
                }
            };
        } catch (InvalidProtocolBufferException malformed) {
            return new Answer.Refused("HTTP 200, but no OTLP answer: is this an OTLP receiver?");
        }
    }

    /** Seconds or a date, as HTTP allows; anything else is as good as no header. */
    private Optional<Duration> retryAfter(HttpResponse<byte[]> response) {
        return response.headers().firstValue("Retry-After").flatMap(this::wait).map(AnswerReader::notNegative);
    }

    private Optional<Duration> wait(String header) {
        try {
            if (header.strip().chars().allMatch(Character::isDigit)) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(header.strip())));
            }
            ZonedDateTime at = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(Duration.between(clock.instant(), at.toInstant()));
        } catch (DateTimeException | NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    private static Duration notNegative(Duration wait) {
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    /** The message of the {@code google.rpc.Status} that OTLP errors carry; the type itself is in no library we have. */
    private static String errorMessage(byte[] body) {
        try {
            List<ByteString> messages = UnknownFieldSet.parseFrom(body)
                    .getField(STATUS_MESSAGE_FIELD)
                    .getLengthDelimitedList();
            String message = messages.isEmpty() ? "" : messages.get(0).toStringUtf8();
            return message.substring(0, Math.min(message.length(), SHOWN_CHARS));
        } catch (InvalidProtocolBufferException malformed) {
            return String.format(Locale.ROOT, "(%d bytes that are no OTLP error)", body.length);
        }
    }
}

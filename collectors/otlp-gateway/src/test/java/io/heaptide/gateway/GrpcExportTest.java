package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Durations;
import com.google.rpc.RetryInfo;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.AbstractStub;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class GrpcExportTest extends OtlpExportContract {

    @Override
    Reply export(ExportMetricsServiceRequest request, boolean gzip) {
        return reply(() -> {
            var partial = stub(MetricsServiceGrpc.MetricsServiceBlockingStub.class, gzip)
                    .export(request)
                    .getPartialSuccess();
            return Reply.accepted(partial.getRejectedDataPoints(), partial.getErrorMessage());
        });
    }

    @Override
    Reply export(ExportLogsServiceRequest request, boolean gzip) {
        return reply(() -> {
            var partial = stub(LogsServiceGrpc.LogsServiceBlockingStub.class, gzip)
                    .export(request)
                    .getPartialSuccess();
            return Reply.accepted(partial.getRejectedLogRecords(), partial.getErrorMessage());
        });
    }

    @Test
    void doesNotTakeTraces() {
        StatusRuntimeException refused = catchThrowableOfType(
                StatusRuntimeException.class, () -> stub(TraceServiceGrpc.TraceServiceBlockingStub.class, false)
                        .export(ExportTraceServiceRequest.getDefaultInstance()));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    @Test
    void answersTheStandardHealthCheck() {
        assertThat(stub(HealthGrpc.HealthBlockingStub.class, false)
                        .check(HealthCheckRequest.getDefaultInstance())
                        .getStatus())
                .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
    }

    private <S extends AbstractStub<S>> S stub(Class<S> type, boolean gzip) {
        S stub = GrpcClients.newClient("gproto+http://127.0.0.1:" + gateway.grpcPort(), type);
        return gzip ? stub.withCompression("gzip") : stub;
    }

    private static Reply reply(Supplier<Reply> call) {
        try {
            return call.get();
        } catch (StatusRuntimeException refused) {
            Reply.Kind kind =
                    switch (refused.getStatus().getCode()) {
                        case UNAVAILABLE -> Reply.Kind.RETRYABLE;
                        case RESOURCE_EXHAUSTED -> Reply.Kind.TOO_LARGE;
                        default -> Reply.Kind.FAILED;
                    };
            String message =
                    Optional.ofNullable(refused.getStatus().getDescription()).orElse("");
            return new Reply(kind, 0, message, retryAfter(refused));
        }
    }

    private static Optional<Duration> retryAfter(StatusRuntimeException refused) {
        return Optional.ofNullable(StatusProto.fromThrowable(refused)).stream()
                .flatMap(status -> status.getDetailsList().stream())
                .map(GrpcExportTest::retryInfo)
                .map(retry -> Duration.ofMillis(Durations.toMillis(retry.getRetryDelay())))
                .findFirst();
    }

    private static RetryInfo retryInfo(Any detail) {
        try {
            return detail.unpack(RetryInfo.class);
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }
}

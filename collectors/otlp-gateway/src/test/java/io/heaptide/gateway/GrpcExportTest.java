package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.luben.zstd.ZstdOutputStream;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Durations;
import com.google.rpc.RetryInfo;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.Compressor;
import io.grpc.CompressorRegistry;
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
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ProfilesServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class GrpcExportTest extends OtlpExportContract {

    static {
        CompressorRegistry.getDefaultInstance().register(new ZstdCompressor());
    }

    @Override
    Reply export(ExportMetricsServiceRequest request, Coding coding) {
        return reply(() -> {
            var partial = stub(MetricsServiceGrpc.MetricsServiceBlockingStub.class, coding)
                    .export(request)
                    .getPartialSuccess();
            return Reply.accepted(partial.getRejectedDataPoints(), partial.getErrorMessage());
        });
    }

    @Override
    Reply export(ExportLogsServiceRequest request, Coding coding) {
        return reply(() -> {
            var partial = stub(LogsServiceGrpc.LogsServiceBlockingStub.class, coding)
                    .export(request)
                    .getPartialSuccess();
            return Reply.accepted(partial.getRejectedLogRecords(), partial.getErrorMessage());
        });
    }

    @Override
    Reply export(ExportProfilesServiceRequest request, Coding coding) {
        return reply(() -> {
            var partial = stub(ProfilesServiceGrpc.ProfilesServiceBlockingStub.class, coding)
                    .export(request)
                    .getPartialSuccess();
            return Reply.accepted(partial.getRejectedProfiles(), partial.getErrorMessage());
        });
    }

    @Test
    void doesNotTakeTraces() {
        StatusRuntimeException refused = catchThrowableOfType(
                StatusRuntimeException.class, () -> stub(TraceServiceGrpc.TraceServiceBlockingStub.class, Coding.PLAIN)
                        .export(ExportTraceServiceRequest.getDefaultInstance()));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    @Test
    void answersTheStandardHealthCheck() {
        assertThat(stub(HealthGrpc.HealthBlockingStub.class, Coding.PLAIN)
                        .check(HealthCheckRequest.getDefaultInstance())
                        .getStatus())
                .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
    }

    private <S extends AbstractStub<S>> S stub(Class<S> type, Coding coding) {
        S stub = GrpcClients.newClient("gproto+http://127.0.0.1:" + gateway.grpcPort(), type);
        return coding == Coding.PLAIN ? stub : stub.withCompression(coding.label());
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

    /** As Go's and Rust's clients compress. */
    private static final class ZstdCompressor implements Compressor {

        @Override
        public String getMessageEncoding() {
            return "zstd";
        }

        @Override
        public OutputStream compress(OutputStream message) throws IOException {
            return new ZstdOutputStream(message);
        }
    }
}

package io.heaptide.gateway;

import com.google.protobuf.Message;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceResponse;
import io.opentelemetry.proto.collector.profiles.v1development.ProfilesServiceGrpc;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services of OTLP/gRPC. */
final class GrpcExport {

    private static final Logger LOG = LoggerFactory.getLogger(GrpcExport.class);

    private final InFlight inFlight;

    GrpcExport(InFlight inFlight) {
        this.inFlight = inFlight;
    }

    MetricsServiceGrpc.MetricsServiceImplBase metrics() {
        return new MetricsServiceGrpc.MetricsServiceImplBase() {
            @Override
            public void export(
                    ExportMetricsServiceRequest request, StreamObserver<ExportMetricsServiceResponse> observer) {
                answer(request, () -> GrpcAccess.ingest().metrics(request), observer);
            }
        };
    }

    LogsServiceGrpc.LogsServiceImplBase logs() {
        return new LogsServiceGrpc.LogsServiceImplBase() {
            @Override
            public void export(ExportLogsServiceRequest request, StreamObserver<ExportLogsServiceResponse> observer) {
                answer(request, () -> GrpcAccess.ingest().logs(request), observer);
            }
        };
    }

    ProfilesServiceGrpc.ProfilesServiceImplBase profiles() {
        return new ProfilesServiceGrpc.ProfilesServiceImplBase() {
            @Override
            public void export(
                    ExportProfilesServiceRequest request, StreamObserver<ExportProfilesServiceResponse> observer) {
                answer(request, () -> GrpcAccess.ingest().profiles(request), observer);
            }
        };
    }

    private <R> void answer(Message request, Supplier<CompletionStage<R>> ingesting, StreamObserver<R> observer) {
        InFlight.Place place;
        try {
            place = inFlight.enter();
        } catch (RefusedRequest busy) {
            fail(busy, observer);
            return;
        }
        started(request, place, ingesting).whenComplete((response, thrown) -> {
            place.leave();
            if (response == null) {
                fail(RefusedRequest.of(thrown), observer);
            } else {
                observer.onNext(response);
                observer.onCompleted();
            }
        });
    }

    private static <R> CompletionStage<R> started(
            Message request, InFlight.Place place, Supplier<CompletionStage<R>> ingesting) {
        try {
            place.hold(request.getSerializedSize());
            return ingesting.get();
        } catch (RuntimeException failed) { // answered and logged like a failure that comes later
            return CompletableFuture.failedStage(failed);
        }
    }

    private static void fail(RefusedRequest refused, StreamObserver<?> observer) {
        if (refused.refusal() == Refusal.INTERNAL) {
            LOG.error("request failed", refused);
        }
        observer.onError(StatusProto.toStatusRuntimeException(refused.toStatus()));
    }
}

package io.heaptide.gateway;

import io.heaptide.signals.Rejections;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesPartialSuccess;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceResponse;

/** OTLP's successful answers. Partial success is set only where something was rejected, as the specification asks. */
final class Answers {

    private Answers() {}

    static ExportMetricsServiceResponse metrics(Rejections rejections) {
        ExportMetricsServiceResponse.Builder response = ExportMetricsServiceResponse.newBuilder();
        if (rejections.total() > 0) {
            response.setPartialSuccess(ExportMetricsPartialSuccess.newBuilder()
                    .setRejectedDataPoints(rejections.total())
                    .setErrorMessage(rejections.describe("data points")));
        }
        return response.build();
    }

    static ExportLogsServiceResponse logs(Rejections rejections) {
        ExportLogsServiceResponse.Builder response = ExportLogsServiceResponse.newBuilder();
        if (rejections.total() > 0) {
            response.setPartialSuccess(ExportLogsPartialSuccess.newBuilder()
                    .setRejectedLogRecords(rejections.total())
                    .setErrorMessage(rejections.describe("log records")));
        }
        return response.build();
    }

    static ExportProfilesServiceResponse profiles(Rejections rejections) {
        ExportProfilesServiceResponse.Builder response = ExportProfilesServiceResponse.newBuilder();
        if (rejections.total() > 0) {
            response.setPartialSuccess(ExportProfilesPartialSuccess.newBuilder()
                    .setRejectedProfiles(rejections.total())
                    .setErrorMessage(rejections.describe("profiles")));
        }
        return response.build();
    }
}

package io.heaptide.simulator.file;

import io.heaptide.simulator.model.ExpectedVerdict;
import io.heaptide.simulator.model.ServiceLabel;
import io.heaptide.simulator.model.ServiceLabel.LeakTruth;
import io.heaptide.simulator.model.SimulatedService;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The truth about each service, one a line: {@value #HEADER}.
 *
 * <p>{@code label} is {@code leak} or {@code healthy}; {@code expected} lists the verdicts that are right at some time,
 * with {@code |} between them (of a leak: from {@code fault_start} on); the columns after {@code instances} are empty for a healthy service.
 */
public final class LabelCsv {

    /** The first line. */
    public static final String HEADER = "service,label,shape,runtime,expected,instances,"
            + "fault_start,fills_limit_at,slope_bytes_per_hour,since_version";

    private LabelCsv() {}

    /** Writes a whole file, compressed if its name ends in {@code .gz}; replaces an older one. */
    public static void write(Path file, List<ServiceLabel> labels) throws IOException {
        try (Writer writer = TextFiles.create(file)) {
            writer.write(HEADER + "\n");
            for (ServiceLabel label : labels) {
                writer.write(row(label) + "\n");
            }
        }
    }

    private static String row(ServiceLabel label) {
        SimulatedService service = label.service();
        String expected =
                service.shape().expected().stream().map(ExpectedVerdict::label).collect(Collectors.joining("|"));
        return String.join(
                ",",
                service.name(),
                label.leaks() ? "leak" : "healthy",
                service.shape().label(),
                service.kind().label(),
                expected,
                Integer.toString(service.instances()),
                label.leak().map(LabelCsv::truth).orElse(",,,"));
    }

    private static String truth(LeakTruth truth) {
        return String.join(
                ",",
                truth.faultStart().toString(),
                truth.fillsLimitAt().map(Instant::toString).orElse(""),
                Long.toString(Math.round(truth.bytesPerHour())),
                truth.sinceVersion());
    }
}

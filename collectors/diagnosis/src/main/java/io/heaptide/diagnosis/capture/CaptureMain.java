package io.heaptide.diagnosis.capture;

import io.heaptide.diagnosis.DiagnosisConfig;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.signals.publish.PublisherConfig;
import io.heaptide.signals.publish.SamplePublisher;
import io.heaptide.signals.publish.SignalSink;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One capture as a process: looks into the process that holds most of those whose numbers it is given, publishes what it finds,
 * and prints in one line what that was. Standard input holds the instance. Exit codes: 0 captured, 1 not, for the reason printed.
 */
public final class CaptureMain {

    private static final int FAILED = 1;

    /** Time for it to take back what it has begun in the process. */
    private static final long GRACE_SECONDS = 5;

    private static final int ONLY_SUMMARIES = 1;

    private CaptureMain() {}

    /** Looks once; the arguments are the {@link CaptureKind} and the processes. */
    public static void main(String[] args) throws InterruptedException {
        AtomicInteger code = new AtomicInteger(FAILED);
        Thread looking = new Thread(() -> code.set(look(args)), "heaptide-capture");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(looking), "heaptide-stop"));
        looking.start();
        looking.join();
        System.exit(code.get());
    }

    private static void stop(Thread looking) {
        looking.interrupt();
        try {
            looking.join(TimeUnit.SECONDS.toMillis(GRACE_SECONDS));
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private static int look(String[] args) {
        DiagnosisConfig config = DiagnosisConfig.from(System.getenv());
        try (SignalSink sink =
                SamplePublisher.connect(PublisherConfig.of(config.kafka(), "diagnosis", ONLY_SUMMARIES))) {
            InstanceRef instance = InstanceRef.getDecoder().decode(System.in.readAllBytes());
            List<Long> pids = Stream.of(args).skip(1).map(Long::valueOf).toList();
            Capture capture = new ProcessCapture(config.bounds(), InstantSource.system(), config.asyncProfiler())
                    .of(pids, CaptureKind.valueOf(args[0]));
            capture.publish(instance, sink);
            System.out.println(capture.told());
            return 0;
        } catch (CaptureFailed | IOException failed) {
            System.out.println(failed.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            System.out.println("it was stopped");
        }
        return FAILED;
    }
}

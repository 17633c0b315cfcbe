package io.heaptide.diagnosis.command;

import io.heaptide.diagnosis.RequestLog;
import io.heaptide.importers.command.Commands;
import io.heaptide.schemas.DiagnosisRequest;
import io.heaptide.schemas.DiagnosisTrigger;
import io.heaptide.schemas.Topics;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code diagnose}: asks the agent of an instance's node to look into it now. */
@Command(
        name = "diagnose",
        sortOptions = false,
        usageHelpWidth = 100,
        description = "Ask for a look into one instance's memory, by the agent of its node.",
        footer = {
            "",
            "What it finds becomes allocation sites; what became of it is a lifecycle event of type diagnosis.",
            "Exit codes: 0 asked, 1 failed, 2 wrong use."
        })
public final class DiagnoseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--service", paramLabel = "NAME", required = true, description = "service.name")
    private String service = "";

    @Option(names = "--namespace", paramLabel = "NAME", description = "service.namespace")
    private String namespace = "";

    @Option(names = "--instance", paramLabel = "ID", required = true, description = "service.instance.id")
    private String instance = "";

    @Option(
            names = "--heap-dump",
            description = "A JVM's full dump: it stands still meanwhile; the dump stays on its node")
    private boolean heapDump;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:HEAPTIDE_KAFKA:-127.0.0.1:9092}",
            description = "Where to ask (HEAPTIDE_KAFKA; default 127.0.0.1:9092)")
    private String kafka = "";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit")
    @SuppressWarnings("UnusedVariable") // picocli sets it and acts on it
    private boolean help;

    private final InstantSource clock;

    private DiagnoseCommand(InstantSource clock) {
        this.clock = clock;
    }

    /** The command with its own explanations of failure, alone or as a part of another. */
    public static CommandLine commandLine() {
        return Commands.of(new DiagnoseCommand(InstantSource.system()));
    }

    @Override
    public Integer call() throws IOException {
        DiagnosisRequest request = DiagnosisRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setServiceNamespace(namespace)
                .setServiceName(service)
                .setServiceInstanceId(instance)
                .setTrigger(DiagnosisTrigger.ON_DEMAND)
                .setAtMs(clock.millis())
                .setReason("asked on demand")
                .setHeapDump(heapDump)
                .build();
        ask(request);
        spec.commandLine()
                .getOut()
                .println("asked for " + instance + " of " + Topics.serviceKey(namespace, service)
                        + "; its node's agent takes about a minute, if it has one");
        return ExitCode.OK;
    }

    private void ask(DiagnosisRequest request) throws IOException {
        try {
            RequestLog.ask(kafka, request);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before Kafka acknowledged");
        }
    }
}

package io.heaptide.launcher;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code heaptide attach}: puts the agent into a JVM that runs already. */
@Command(
        name = "attach",
        sortOptions = false,
        description = {
            "Watch a JVM that runs already: loads the agent into process PID.",
            "Run it as the process's user. Attaching again does nothing."
        })
final class AttachCommand implements Callable<Integer> {

    @Mixin
    HelpOption help = new HelpOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "PID", description = "The process")
    private long pid;

    @Parameters(
            index = "1..*",
            paramLabel = "KEY=VALUE",
            description = "Settings of the agent, as OTEL_RESOURCE_ATTRIBUTES=service.version=1.2")
    private List<String> settings = List.of();

    @Option(names = "--service", paramLabel = "NAME", description = "The service's name (OTEL_SERVICE_NAME)")
    private @Nullable String service;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Where to send, over OTLP/HTTP (OTEL_EXPORTER_OTLP_ENDPOINT; default http://localhost:4318)")
    private @Nullable String endpoint;

    @Option(
            names = "--agent",
            paramLabel = "JAR",
            description = "The agent's jar as the process sees it, where its file system is another: in a container")
    private @Nullable Path agent;

    @Override
    public Integer call() {
        RunningJvm jvm = RunningJvm.of(pid);
        RunningJvm.Attached attached = jvm.attach(agent == null ? agentJar() : agent, options());
        spec.commandLine().getOut().println(attached.describe(pid));
        return 0;
    }

    private static Path agentJar() {
        return new Components(Components.distribution(), Path.of("")).agentJar().toAbsolutePath();
    }

    /** As the agent reads them: {@code key=value;key=value}, semicolons because attributes are full of commas. */
    private String options() {
        Map<String, String> options = new LinkedHashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new ParameterException(spec.commandLine(), "expected KEY=VALUE, got " + setting);
            }
            options.put(property(setting.substring(0, equals)), setting.substring(equals + 1));
        }
        if (service != null) {
            options.put("otel.service.name", service);
        }
        if (endpoint != null) {
            options.put("otel.exporter.otlp.endpoint", endpoint);
        }
        StringBuilder text = new StringBuilder();
        options.forEach((key, value) -> {
            if (value.indexOf(';') >= 0) {
                throw new ParameterException(spec.commandLine(), key + " must not contain a semicolon, got " + value);
            }
            text.append(key).append('=').append(value).append(';');
        });
        return text.toString();
    }

    /** OTEL_SERVICE_NAME is otel.service.name, by OpenTelemetry's own rule. */
    private static String property(String key) {
        return key.equals(key.toUpperCase(Locale.ROOT))
                ? key.toLowerCase(Locale.ROOT).replace('_', '.')
                : key;
    }
}

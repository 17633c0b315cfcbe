package io.heaptide.launcher;

import io.heaptide.schemas.settings.Settings;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code heaptide demo}: a small fleet with a really leaking JVM, found before your eyes. */
@Command(
        name = "demo",
        description = "Start the local stack and a small fleet with a really leaking JVM; show the leak found, "
                + "its allocation site, and the alert as chat would show it.")
final class DemoCommand implements Callable<Integer> {

    @Mixin
    HelpOption help = new HelpOption();

    @Mixin
    private StackOptions options = new StackOptions();

    @Option(
            names = "--until-alert",
            description =
                    "End with exit code 0 once the alert was delivered; with 1 if a healthy service raised one, or after --timeout")
    private boolean untilAlert;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "5m",
            converter = DurationFlag.class,
            description = "How long to wait for the alert, from the stack being up (default ${DEFAULT-VALUE})")
    private Duration timeout = Duration.ofMinutes(5);

    @Override
    public Integer call() {
        Terminal terminal = Terminal.standardOutput();
        RunningStack.refuseSecond(options.home());
        try (Shutdown shutdown = new Shutdown(terminal)) {
            new Demo(options.inside("demo").avoidingTakenPorts(), terminal, shutdown).run(untilAlert, timeout);
            return 0;
        }
    }

    /** The one grammar of durations, for a flag. */
    static final class DurationFlag implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String value) {
            try {
                return Settings.duration(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + value + "' cannot be used: " + e.getMessage());
            }
        }
    }
}

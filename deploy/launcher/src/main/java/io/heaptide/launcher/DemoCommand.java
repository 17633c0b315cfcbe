package io.heaptide.launcher;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
            converter = ShortDuration.class,
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

    /** {@code 90s}, {@code 5m}, {@code 1h}. */
    static final class ShortDuration implements ITypeConverter<Duration> {

        private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smh])");

        @Override
        public Duration convert(String value) {
            Matcher matcher = FORM.matcher(value);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + value + "' is no duration: write 90s, 5m or 1h");
            }
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> Duration.ofHours(amount);
            };
        }
    }
}

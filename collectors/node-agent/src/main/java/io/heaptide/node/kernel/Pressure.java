package io.heaptide.node.kernel;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory pressure as the kernel's stall information tells it (Documentation/accounting/psi.rst).
 *
 * @param somePercent share of the last ten seconds in which some task waited for memory
 * @param fullPercent the same for all tasks at once
 * @param stalledMicros time that some task has waited since the group was made
 */
public record Pressure(double somePercent, double fullPercent, long stalledMicros) {

    private static final Pattern FORM = Pattern.compile(
            "some avg10=([0-9.]{1,8}) .*total=([0-9]{1,18})\\s+full avg10=([0-9.]{1,8}) .*", Pattern.DOTALL);

    static Optional<Pressure> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Pressure(
                    Double.parseDouble(matcher.group(1)),
                    Double.parseDouble(matcher.group(3)),
                    Long.parseLong(matcher.group(2))));
        } catch (NumberFormatException notTheKernels) { // such as 1.2.3
            return Optional.empty();
        }
    }
}

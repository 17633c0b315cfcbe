package io.heaptide.importers.lambda;

import io.heaptide.signals.InstanceReadings;
import java.util.List;
import java.util.Optional;

/**
 * What the reports of one function's invocations tell.
 *
 * @param sandboxes one series of readings for each sandbox that served it, by version
 * @param missing why it is only a part, if it is
 */
public record FunctionReadings(List<InstanceReadings> sandboxes, Optional<String> missing) {

    public FunctionReadings {
        sandboxes = List.copyOf(sandboxes);
    }
}

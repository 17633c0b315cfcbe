package io.heaptide.core;

import java.util.Optional;

/** One change of state of one incident. */
public record IncidentChange(Optional<IncidentState> previous, IncidentState state, IncidentReason reason) {}

package io.heaptide.core;

import java.util.Optional;

/** One change of one incident that is worth telling: of its state, or of what is known. */
public record IncidentChange(Optional<IncidentState> previous, IncidentState state, IncidentReason reason) {}

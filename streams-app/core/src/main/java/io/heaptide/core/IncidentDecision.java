package io.heaptide.core;

import java.util.Optional;

/**
 * What to remember and what to say.
 *
 * @param next the incident to remember; empty if there is none
 * @param change the change to publish; empty if nothing changed
 */
public record IncidentDecision(Optional<Incident> next, Optional<IncidentChange> change) {}

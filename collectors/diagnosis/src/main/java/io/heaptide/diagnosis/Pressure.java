package io.heaptide.diagnosis;

import java.util.Optional;

/**
 * What a reading says.
 *
 * @param next to remember
 * @param reason for a diagnosis, for people; empty if there is none
 */
record Pressure(Crossings next, Optional<String> reason) {}

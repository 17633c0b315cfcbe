package io.heaptide.node.identity;

import io.heaptide.schemas.InstanceRef;
import java.util.OptionalLong;

/**
 * Whose memory it is.
 *
 * @param instance one life of an instance
 * @param requestBytes what it was promised, as far as that is known from its environment or quality of service
 */
public record Identified(InstanceRef instance, OptionalLong requestBytes) {}

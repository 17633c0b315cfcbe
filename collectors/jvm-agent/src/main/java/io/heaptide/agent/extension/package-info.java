/** The way in through the OpenTelemetry Java agent, on whose SDK and exporters everything runs then. */
@NullMarked
package io.heaptide.agent.extension;

import org.jspecify.annotations.NullMarked;

/** OTLP profiles, a signal in development: allocations and live memory by stack become allocation summaries. */
@NullMarked
package io.heaptide.gateway.profiles;

import org.jspecify.annotations.NullMarked;

/** What waits while the collector is away, within a bound. */
@NullMarked
package io.heaptide.agent.outbox;

import org.jspecify.annotations.NullMarked;

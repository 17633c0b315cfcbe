/** What the host allocates and keeps, by site, from JDK Flight Recorder. */
@NullMarked
package io.heaptide.agent.allocation;

import org.jspecify.annotations.NullMarked;

/** Alert topic to chat: an ordinary consumer per target, one file per channel, no alert lost and none sent twice. */
@NullMarked
package io.heaptide.notifier;

import org.jspecify.annotations.NullMarked;

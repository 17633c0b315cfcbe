/** How every part of Heaptide reads what it is told: one grammar of settings, one type for what must not print. */
@NullMarked
package io.heaptide.schemas.settings;

import org.jspecify.annotations.NullMarked;

/** Laws, reference values and scenarios of the detector. */
@NullMarked
package io.heaptide.core;

import org.jspecify.annotations.NullMarked;

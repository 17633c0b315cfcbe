@NullMarked
package io.heaptide.queries;

import org.jspecify.annotations.NullMarked;

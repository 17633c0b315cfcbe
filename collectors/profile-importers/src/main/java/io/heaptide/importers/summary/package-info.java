/** From a profile of any format to sites that are known by their fingerprint: summaries for the pipeline, and growth. */
@NullMarked
package io.heaptide.importers.summary;

import org.jspecify.annotations.NullMarked;

/**
 * What all heap-profile formats share: the port that each importer implements, and the profile that it reads.
 *
 * <p>Importers of native formats live in {@code unmanaged}, those of the JVM in {@code jvm}; {@code command} knows them
 * all.
 */
@NullMarked
package io.heaptide.importers;

import org.jspecify.annotations.NullMarked;

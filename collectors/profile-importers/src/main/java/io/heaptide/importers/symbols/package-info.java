/** Names for native addresses: what was mapped where, and the tools of the machine that know the symbols. */
@NullMarked
package io.heaptide.importers.symbols;

import org.jspecify.annotations.NullMarked;

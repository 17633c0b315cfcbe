/** What travels between the parts of Heaptide: Avro types, topics, the wire form, ClickHouse migrations. */
@NullMarked
package io.heaptide.schemas;

import org.jspecify.annotations.NullMarked;

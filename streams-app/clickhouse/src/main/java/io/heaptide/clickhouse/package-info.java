/** Carries result topics into ClickHouse: migrations, row mappings, and consumers that lose and double nothing. */
@NullMarked
package io.heaptide.clickhouse;

import org.jspecify.annotations.NullMarked;

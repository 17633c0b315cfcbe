@NullMarked
package io.heaptide.clickhouse;

import org.jspecify.annotations.NullMarked;

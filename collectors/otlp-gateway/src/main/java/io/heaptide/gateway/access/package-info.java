/** Who may send, proven by token or certificate, and whose services a tenant's readings belong to. */
@NullMarked
package io.heaptide.gateway.access;

import org.jspecify.annotations.NullMarked;

package io.heaptide.signals;

import io.heaptide.schemas.InstanceRef;

/** Who is measured, or why that cannot be told. */
public sealed interface Identity {

    /** One life of one instance. */
    record Known(InstanceRef instance) implements Identity {}

    /** Nothing that could be used. */
    record Refused(DropReason reason) implements Identity {}
}

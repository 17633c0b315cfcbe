package io.heaptide.topology;

import io.heaptide.schemas.DeadLetter;

/** Dead letters for tests. */
final class Letters {

    private Letters() {}

    static DeadLetter any() {
        return DeadLetter.newBuilder()
                .setAtMs(1)
                .setComponent("test")
                .setTopic("t")
                .setPartition(0)
                .setOffset(0)
                .setReason("late")
                .build();
    }
}

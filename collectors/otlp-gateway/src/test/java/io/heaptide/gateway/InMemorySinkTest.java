package io.heaptide.gateway;

import io.heaptide.schemas.InstanceRef;
import io.heaptide.signals.publish.SignalSink;

class InMemorySinkTest extends SignalSinkContract {

    private final InMemorySink sink = new InMemorySink();

    @Override
    SignalSink open() {
        return sink;
    }

    @Override
    Durable durable(InstanceRef instance) {
        return new Durable(
                sink.readings.stream()
                        .filter(one -> one.instance().equals(instance))
                        .flatMap(one -> one.readings().stream())
                        .toList(),
                sink.summaries,
                sink.events);
    }
}

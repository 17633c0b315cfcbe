package io.heaptide.gateway;

import io.heaptide.local.LocalKafka;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.Topics;
import io.heaptide.signals.publish.PublisherConfig;
import io.heaptide.signals.publish.SamplePublisher;
import io.heaptide.signals.publish.SignalSink;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedKafka.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaSinkIT extends SignalSinkContract {

    private final LocalKafka kafka;
    private final TopicReader topics;

    KafkaSinkIT(LocalKafka kafka) throws InterruptedException {
        this.kafka = kafka;
        this.topics = new TopicReader(kafka.bootstrapServers());
        new KafkaStart(Configs.forKafka(kafka.bootstrapServers())).awaitTopics();
    }

    @Override
    SignalSink open() {
        return SamplePublisher.connect(PublisherConfig.of(kafka.bootstrapServers(), "test", Configs.PARTITIONS));
    }

    @Override
    Durable durable(InstanceRef instance) {
        return new Durable(
                topics.readings(instance.getServiceInstanceId()),
                topics.all(Topics.ALLOCATION_SUMMARIES).stream()
                        .filter(summary -> summary.getInstance().equals(instance))
                        .toList(),
                topics.all(Topics.LIFECYCLE_EVENTS).stream()
                        .filter(event -> event.getInstance().equals(instance))
                        .toList());
    }
}

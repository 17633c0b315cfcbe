package io.heaptide.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * When a record was sent, as Kafka knows it. A record without a time takes that of the partition: it must neither stop
 * the task nor be lost uncounted, as Kafka Streams' own extractors would have it. Event times are inside the values.
 */
final class ReceivedTime implements TimestampExtractor {

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return record.timestamp() >= 0 ? record.timestamp() : Math.max(0, partitionTime);
    }
}

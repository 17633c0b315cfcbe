package io.heaptide.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.DiagnosisRequest;
import io.heaptide.schemas.Topics;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Asks for diagnoses: writes requests to Kafka. Safe to share between threads. */
public final class RequestLog implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private static final long BUFFER_BYTES = 256 << 10;

    private final Producer<byte[], byte[]> producer;
    private final AvroCodec<DiagnosisRequest> codec = AvroCodec.of(Topics.DIAGNOSIS_REQUESTS);

    private RequestLog(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** Into one Kafka. */
    public static RequestLog connect(String kafka) {
        Map<String, Object> properties = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka,
                ProducerConfig.CLIENT_ID_CONFIG,
                "heaptide-diagnosis",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                BUFFER_BYTES,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS / 2,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE_MILLIS / 2);
        return new RequestLog(new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** Done once every replica has it; fails with Kafka's own exception. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells
    public CompletionStage<Void> ask(DiagnosisRequest request) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        byte[] key = InstanceKey.of(request).service().getBytes(UTF_8);
        try {
            producer.send(
                    new ProducerRecord<>(Topics.DIAGNOSIS_REQUESTS.name(), key, codec.encode(request)),
                    (written, failure) -> {
                        if (failure == null) {
                            done.complete(null);
                        } else {
                            done.completeExceptionally(failure);
                        }
                    });
        } catch (KafkaException notSent) {
            done.completeExceptionally(notSent);
        }
        return done;
    }

    @Override
    public void close() {
        producer.close();
    }
}

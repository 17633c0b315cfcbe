package io.heaptide.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.DiagnosisRequest;
import io.heaptide.schemas.Topics;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Asks for diagnoses: writes requests to Kafka, over a connection that lives for one of them, because they are rare. */
public final class RequestLog {

    private static final int PATIENCE_MILLIS = 10_000;

    private RequestLog() {}

    /**
     * Returns once every replica has the request.
     *
     * @throws IOException if Kafka did not take it; says why
     */
    public static void ask(String kafka, DiagnosisRequest request) throws IOException, InterruptedException {
        byte[] key = InstanceKey.of(request).service().getBytes(UTF_8);
        byte[] value = AvroCodec.of(Topics.DIAGNOSIS_REQUESTS).encode(request);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties(kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.DIAGNOSIS_REQUESTS.name(), key, value))
                    .get(2L * PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException refused) {
            throw notTaken(kafka, refused.getCause());
        } catch (TimeoutException | KafkaException unreachable) {
            throw notTaken(kafka, unreachable);
        }
    }

    private static Map<String, Object> properties(String kafka) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka,
                ProducerConfig.CLIENT_ID_CONFIG,
                "heaptide-diagnosis",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS / 2,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE_MILLIS);
    }

    private static IOException notTaken(String kafka, @Nullable Throwable why) {
        String said = why == null || why.getMessage() == null ? "no answer" : why.getMessage();
        return new IOException(
                "Kafka did not take the request; is " + kafka
                        + " the right one (--kafka, HEAPTIDE_KAFKA), and does it run? " + said,
                why);
    }
}

package io.heaptide.signals;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadNameTest {

    @ParameterizedTest
    @CsvSource({
        "checkout-6d4cf56db6-x7k2p, checkout", // Deployment
        "cart-service-7b9c4d8f6-2kqzt, cart-service",
        "node-exporter-4xk9z, node-exporter", // DaemonSet
        "backup-28473920-7x9kd, backup", // CronJob
        "postgres-0, postgres", // StatefulSet
        "kafka-broker-12, kafka-broker",
        "my-redis, my-redis", // a bare pod
        "single, single",
        "web-front-cache, web-front-cache",
    })
    void findsTheWorkloadBehindAPod(String pod, String workload) {
        assertThat(WorkloadName.ofPod(pod)).isEqualTo(workload);
    }
}

package io.heaptide.backtest;

import io.heaptide.schemas.InstanceRef;
import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.MappingPolicy;
import io.heaptide.signals.MetricMapper;
import io.heaptide.signals.Signal;
import io.heaptide.signals.SignalCatalogue;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Labels → who and what. The collectors' own mapper is asked, by a point that bears the labels, so that a series is named
 * here as it would be if it came through them; a label that the user chose goes before it.
 */
final class SeriesNaming {
    /** Resource attribute → labels that tell it, the first that is present. */
    private static final Map<String, List<String>> ATTRIBUTES = Map.of(
            "service.name", List.of("service_name", "job", "app", "app_kubernetes_io_name"),
            "service.namespace", List.of("service_namespace"),
            "service.version", List.of("service_version", "app_kubernetes_io_version"),
            "k8s.namespace.name", List.of("k8s_namespace_name", "namespace"),
            "k8s.pod.name", List.of("k8s_pod_name", "pod", "pod_name"),
            "k8s.container.name", List.of("k8s_container_name", "container", "container_name"),
            "host.name", List.of("host_name", "instance", "node"));

    /** What aliases ask of a point: a name that is an alias on these labels only is none of the series at hand. */
    private static final Map<String, String> WHAT_ALIASES_ASK =
            Map.of("pod", "x", "container", "x", "resource", "memory", "type", "rss", "state", "used");

    /** A target's own label, where the scrape has one of the same name. */
    private static final String EXPORTED = "exported_";

    private static final String UNNAMED_LIMIT = "container.memory.limit";
    private static final String UNNAMED_USAGE = "memory.usage";

    private final Choice choice;
    private final MetricMapper mapper;

    SeriesNaming(Choice choice) {
        this.choice = choice;
        this.mapper = new MetricMapper(MappingPolicy.defaults(), InstantSource.fixed(Instant.EPOCH.plusSeconds(1)));
    }

    /** The name of a series, empty if it is no memory level or if its labels do not tell whose it is. */
    Optional<SeriesName> name(Map<String, String> labelsAsSent, boolean isLimitQuery) {
        Map<String, String> labels = ownLabels(labelsAsSent);
        String metric = labels.getOrDefault("__name__", "");
        Optional<InstanceReadings> known = ask(metric, labels);
        if (known.isEmpty() && isAlias(metric)) {
            return Optional.empty();
        }
        return who(labels, known).map(ref -> {
            SeriesName what = what(metric, known, isLimitQuery);
            return new SeriesName(
                    service(labels, ref),
                    chosen(labels, choice.instanceLabel(), ref.getServiceInstanceId()),
                    what.metric(),
                    what.pool(),
                    what.isLimit(),
                    ref.getServiceVersion());
        });
    }

    private SeriesName what(String metric, Optional<InstanceReadings> known, boolean isLimitQuery) {
        String signal =
                known.map(one -> one.readings().get(0).signal()).orElse(metric.isEmpty() ? UNNAMED_USAGE : metric);
        String pool = known.map(one -> one.readings().get(0).pool()).orElse("");
        boolean isLimit = SignalCatalogue.standard()
                .find(signal)
                .filter(one -> one.role() == Signal.Role.LIMIT)
                .isPresent();
        if (isLimitQuery && !isLimit) {
            return new SeriesName("", "", UNNAMED_LIMIT, "", true, "");
        }
        return isLimit || choice.metric().isEmpty()
                ? new SeriesName("", "", signal, pool, isLimit, "")
                : new SeriesName("", "", choice.metric(), "", false, "");
    }

    private String service(Map<String, String> labels, InstanceRef ref) {
        String named = ref.getServiceNamespace().isEmpty()
                ? ref.getServiceName()
                : ref.getServiceNamespace() + "/" + ref.getServiceName();
        return chosen(labels, choice.serviceLabel(), named);
    }

    private static String chosen(Map<String, String> labels, String label, String otherwise) {
        return label.isEmpty() ? otherwise : labels.getOrDefault(label, "");
    }

    /** Who it is: the mapper's answer, or what it says of the same labels on a metric that it knows. */
    private Optional<InstanceRef> who(Map<String, String> labels, Optional<InstanceReadings> known) {
        Optional<InstanceRef> ref =
                known.or(() -> ask("process.memory.usage", labels)).map(InstanceReadings::instance);
        return ref.filter(one -> isTold(labels, choice.serviceLabel()) && isTold(labels, choice.instanceLabel()));
    }

    private static boolean isTold(Map<String, String> labels, String label) {
        return label.isEmpty() || !labels.getOrDefault(label, "").isEmpty();
    }

    private boolean isAlias(String metric) {
        return !metric.isEmpty() && ask(metric, WHAT_ALIASES_ASK).isPresent();
    }

    private Optional<InstanceReadings> ask(String metric, Map<String, String> labels) {
        NumberDataPoint.Builder point = NumberDataPoint.newBuilder()
                .setTimeUnixNano(TimeUnit.SECONDS.toNanos(1))
                .setAsInt(1);
        labels.forEach((label, value) -> point.addAttributes(attribute(label, value)));
        Metric.Builder asked =
                Metric.newBuilder().setName(metric).setGauge(Gauge.newBuilder().addDataPoints(point));
        ResourceMetrics one = ResourceMetrics.newBuilder()
                .setResource(resource(labels))
                .addScopeMetrics(ScopeMetrics.newBuilder().addMetrics(asked))
                .build();
        return mapper.map(List.of(one)).readings().stream().findFirst();
    }

    private Resource resource(Map<String, String> labels) {
        List<KeyValue> attributes = new ArrayList<>();
        ATTRIBUTES.forEach((attribute, candidates) -> candidates.stream()
                .map(label -> labels.getOrDefault(label, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .ifPresent(value -> attributes.add(attribute(attribute, value))));
        String instance = labels.getOrDefault("service_instance_id", instanceOutsidePods(labels));
        String any = chosen(labels, choice.instanceLabel(), instance);
        if (!any.isEmpty()) {
            attributes.add(attribute("service.instance.id", any));
        }
        return Resource.newBuilder().addAllAttributes(attributes).build();
    }

    /** The scraped address names what is not in a pod; one in a pod is named by the pod, as its container's metrics are. */
    private static String instanceOutsidePods(Map<String, String> labels) {
        boolean inPod =
                ATTRIBUTES.getOrDefault("k8s.pod.name", List.of()).stream().anyMatch(labels::containsKey);
        return inPod ? "" : labels.getOrDefault("instance", "");
    }

    private static Map<String, String> ownLabels(Map<String, String> labels) {
        Map<String, String> own = new HashMap<>(labels);
        labels.forEach((label, value) -> {
            if (label.startsWith(EXPORTED)) {
                own.put(label.substring(EXPORTED.length()), value);
            }
        });
        return own;
    }

    private static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    /**
     * What the user chose; empty where the usual rules hold.
     *
     * @param metric what the query measures, whatever its series are called
     */
    record Choice(String serviceLabel, String instanceLabel, String metric) {}
}

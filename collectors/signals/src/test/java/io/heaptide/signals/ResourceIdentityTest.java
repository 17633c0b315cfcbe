package io.heaptide.signals;

import static io.heaptide.signals.Otlp.attribute;
import static io.heaptide.signals.Otlp.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.InstanceRef;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceIdentityTest {

    private final ResourceIdentity identities = new ResourceIdentity(MappingPolicy.defaults());

    @Test
    void readsEverythingThatAnSdkTells() {
        InstanceRef instance = known(Map.of(
                "service.namespace", "shop",
                "service.name", "checkout",
                "service.version", "1.4.2",
                "service.instance.id", "b7",
                "process.creation.time", "2026-03-01T10:00:00Z",
                "deployment.environment.name", "prod",
                "k8s.node.name", "n1",
                "telemetry.sdk.language", "java"));

        assertThat(instance.getServiceNamespace()).isEqualTo("shop");
        assertThat(instance.getServiceName()).isEqualTo("checkout");
        assertThat(instance.getServiceVersion()).isEqualTo("1.4.2");
        assertThat(instance.getServiceInstanceId()).isEqualTo("b7");
        assertThat(instance.getIncarnation()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(instance.getStartedAtMs())
                .isEqualTo(Instant.parse("2026-03-01T10:00:00Z").toEpochMilli());
        assertThat(instance.getEnvironment()).isEqualTo("prod");
        assertThat(instance.getNode()).isEqualTo("n1");
        assertThat(instance.getLabels())
                .containsOnly(Map.entry("telemetry.sdk.language", "java"), Map.entry("k8s.node.name", "n1"));
    }

    @ParameterizedTest
    @CsvSource({
        "service.instance.id=a;k8s.pod.uid=u;host.name=h, a",
        "k8s.pod.uid=u;k8s.container.name=app;container.id=c, u/app",
        "k8s.pod.uid=u;container.id=c, u",
        "k8s.pod.name=p;k8s.namespace.name=ns;k8s.container.name=app, ns/p/app",
        "k8s.pod.name=p;k8s.namespace.name=ns;k8s.pod.uid=u;k8s.container.name=app, ns/p/app",
        "k8s.pod.name=p;k8s.namespace.name=ns;k8s.cluster.name=eu;k8s.container.name=app, eu/ns/p/app",
        "k8s.pod.name=p;k8s.pod.uid=u;k8s.container.name=app, u/app",
        "container.id=c;host.name=h, c",
        "faas.instance=f;host.name=h, f",
        "faas.name=thumb;faas.version=7;host.name=h, h",
        "faas.name=thumb;faas.version=7, thumb:7",
        "faas.name=thumb;faas.version=$LATEST, thumb",
        "host.id=i;host.name=h;process.pid=42, i:42",
        "host.name=h;process.pid=42, h:42",
        "host.name=h, h",
        "k8s.node.name=n, n",
    })
    void namesTheInstanceByTheBestThatIsThere(String attributes, String instance) {
        assertThat(known(parse(attributes)).getServiceInstanceId()).isEqualTo(instance);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "service.name=s;k8s.deployment.name=d;k8s.namespace.name=ns, '', s",
                "service.name=s;service.namespace=x, x, s",
                "k8s.deployment.name=d;k8s.namespace.name=ns;k8s.pod.name=p, ns, d",
                "k8s.statefulset.name=db;k8s.namespace.name=ns;service.namespace=x, x, db",
                "k8s.pod.name=cart-6d4cf56db6-x7k2p;k8s.namespace.name=ns, ns, cart",
                "faas.name=thumbnail, '', thumbnail",
                "process.executable.name=nginx;process.pid=7, '', unknown_service:nginx",
                "process.pid=7, '', unknown_service",
                "telemetry.sdk.language=go, '', unknown_service:node",
            })
    void namesTheServiceAsOpenTelemetryAndKubernetesDo(String attributes, String namespace, String name) {
        InstanceRef instance = known(parse(attributes + ";host.name=h"));

        assertThat(instance.getServiceNamespace()).isEqualTo(namespace);
        assertThat(instance.getServiceName()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "process.creation.time=2026-03-01T10:00:00Z;container.id=c, 2026-03-01T10:00:00Z",
        "container.id=c;k8s.container.restart_count=3, c",
        "k8s.container.restart_count=3;process.pid=7, restart-3",
        "process.pid=7, pid-7",
        "service.name=s, ''",
    })
    void tellsOneLifeFromTheNext(String attributes, String incarnation) {
        assertThat(known(parse(attributes + ";host.name=h")).getIncarnation()).isEqualTo(incarnation);
    }

    @Test
    void takesTheFirstImageTagWhereNoVersionIsSet() {
        Resource resource = Otlp.SERVICE.toBuilder()
                .addAttributes(attribute("container.image.tags", texts("2.1", "latest")))
                .build();

        assertThat(identities.of(resource)).isInstanceOfSatisfying(Identity.Known.class, known -> assertThat(
                        known.instance().getServiceVersion())
                .isEqualTo("2.1"));
    }

    @Test
    void aFunctionsPublishedVersionIsTheServices() {
        Map<String, String> function = Map.of("faas.name", "thumb", "faas.version", "7", "container.image.tag", "2");
        assertThat(known(function).getServiceVersion()).isEqualTo("7");
        assertThat(known(Map.of("faas.name", "thumb", "faas.version", "$LATEST"))
                        .getServiceVersion())
                .isEmpty();
    }

    @Test
    void stillReadsTheOldNameOfTheEnvironment() {
        assertThat(known(Map.of("host.name", "h", "deployment.environment", "staging"))
                        .getEnvironment())
                .isEqualTo("staging");
    }

    @Test
    void anUnreadableStartTimeCostsOnlyTheStartTime() {
        InstanceRef instance = known(Map.of("host.name", "h", "process.creation.time", "yesterday"));

        assertThat(instance.getStartedAtMs()).isZero();
        assertThat(instance.getIncarnation()).isEqualTo("yesterday");
    }

    @Test
    void refusesAResourceThatCouldBeAnyOfSeveralInstances() {
        assertThat(identities.of(Otlp.resource(Map.of("service.name", "checkout"))))
                .isEqualTo(new Identity.Refused(DropReason.NO_INSTANCE));
        assertThat(identities.of(Resource.getDefaultInstance()))
                .isEqualTo(new Identity.Refused(DropReason.NO_INSTANCE));
    }

    @Test
    void refusesToCutAnIdentityAndCutsALabel() {
        assertThat(identities.of(Otlp.resource(Map.of("host.name", "h", "service.name", "x".repeat(513)))))
                .isEqualTo(new Identity.Refused(DropReason.ATTRIBUTE_TOO_LONG));
        assertThat(known(Map.of("host.name", "h", "service.name", "s", "container.image.name", "y".repeat(5_000)))
                        .getLabels()
                        .get("container.image.name"))
                .hasSize(256);
    }

    private InstanceRef known(Map<String, String> attributes) {
        Identity identity = identities.of(Otlp.resource(attributes));
        assertThat(identity).isInstanceOf(Identity.Known.class);
        return ((Identity.Known) identity).instance();
    }

    private static Map<String, String> parse(String text) {
        return java.util.Arrays.stream(text.split(";", -1))
                .map(pair -> pair.split("=", 2))
                .collect(java.util.stream.Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}

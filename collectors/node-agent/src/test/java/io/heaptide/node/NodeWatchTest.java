package io.heaptide.node;

import static io.heaptide.node.FakeNode.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.schemas.LifecycleType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent sees of a node of files, beat by beat. */
class NodeWatchTest {

    private static final String ID = "3f1c0d9a8b7e6f5d4c3b2a190817263544536271809f0e1d2c3b4a5968776655";
    private static final String UID = "0e5f2c3a-1b2c-4d5e-8f90-a1b2c3d4e5f6";
    private static final String POD = "/kubepods/burstable/pod" + UID;
    private static final String CONTAINER = POD + "/" + ID;
    private static final Duration OLD = Duration.ofHours(3);
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private FakeNode node;
    private NodeWatch watch;

    @BeforeEach
    void begin() throws IOException {
        node = new FakeNode(folder);
        node.group("/system.slice", 0);
        node.process(50, "nginx", OLD, 30 * MIB).group("/system.slice/nginx.service", 20 * MIB, 50);
        watch = node.watch();
    }

    @AfterEach
    void end() throws IOException {
        watch.close();
    }

    private NodeBeat beat() {
        return watch.beat(node.nowMillis);
    }

    /** The next moment at which everything that has settled is read. */
    private NodeBeat commonBeat() {
        node.nowMillis = SamplingPolicy.defaults().nextCommonMillis(node.nowMillis);
        return beat();
    }

    private NodeBeat beatAfter(Duration duration) {
        node.after(duration);
        return beat();
    }

    private static List<LifecycleType> types(NodeBeat beat) {
        return beat.events().stream().map(LifecycleEvent::getType).toList();
    }

    @Test
    void aServiceIsNamedAfterItsUnitAndReadOnceAnInterval() {
        NodeBeat first = beat();

        assertThat(FakeNode.names(first)).containsExactly("nginx");
        Observation nginx = first.observations().get(0);
        assertThat(nginx.instance().getServiceInstanceId()).isEqualTo("node-7:/system.slice/nginx.service");
        assertThat(nginx.instance().getNode()).isEqualTo("node-7");
        assertThat(nginx.memory()).hasValueSatisfying(memory -> {
            assertThat(memory.anonBytes()).isEqualTo(20 * MIB);
            assertThat(memory.workingSetBytes()).isEqualTo(22 * MIB);
        });
        assertThat(nginx.processes()).containsExactly(new ProcessReading(50, "nginx", 30 * MIB));
        assertThat(nginx.pressure()).hasValueSatisfying(pressure -> assertThat(pressure.somePercent())
                .isEqualTo(0.25));
        assertThat(first.events()).as("it was there before the agent").isEmpty();
        assertThat(commonBeat().observations()).hasSize(1);
        assertThat(beatAfter(SECOND).observations()).isEmpty();
    }

    @Test
    void aContainerIsNamedByTheKubeletsLinkAndReadEverySecondWhileItIsYoung() {
        beat();
        node.process(70, "java", Duration.ZERO, 90 * MIB).group(POD, 0).group(CONTAINER, 80 * MIB, 70);
        assertThat(beat().observations()).as("its program may not be there yet").isEmpty();
        node.write("logs/cart-6d4cf56db6-xk2vq_shop_app-" + ID + ".log", "");

        NodeBeat second = beatAfter(SECOND.multipliedBy(3));
        InstanceRef instance = second.observations().get(0).instance();
        assertThat(instance.getServiceName()).isEqualTo("cart");
        assertThat(instance.getServiceNamespace()).isEqualTo("shop");
        assertThat(instance.getServiceInstanceId()).isEqualTo("eu-1/shop/cart-6d4cf56db6-xk2vq/app");
        assertThat(instance.getIncarnation()).isEqualTo(ID);
        assertThat(types(second)).containsExactly(LifecycleType.START);
        for (int i = 0; i < 50; i++) {
            assertThat(FakeNode.names(beatAfter(SECOND))).contains("cart");
        }
        node.after(Duration.ofMinutes(1));
        commonBeat();
        assertThat(beatAfter(SECOND).observations()).as("it is no longer young").isEmpty();
    }

    @Test
    void aContainerWithoutAnyNameIsStillAnInstanceOfItsOwn() {
        node.process(70, "java", OLD, 90 * MIB, "HOSTNAME=cart-6d4cf56db6-xk2vq");
        node.group(POD, 0).group(CONTAINER, 80 * MIB, 70);

        InstanceRef instance = beat().observations().stream()
                .map(Observation::instance)
                .filter(each -> each.getServiceName().equals("cart"))
                .findFirst()
                .orElseThrow();
        assertThat(instance.getServiceInstanceId()).isEqualTo(UID + "/" + ID.substring(0, 12));
    }

    @Test
    void theSandboxOfAPodIsNoInstance() {
        node.process(70, "pause", OLD, MIB).group(POD, 0).group(CONTAINER, MIB, 70);

        assertThat(FakeNode.names(beat())).containsExactly("nginx");
    }

    @Test
    void whatAContainerMakesInsideIsTheContainers() {
        node.process(70, "systemd", OLD, 9 * MIB, "OTEL_SERVICE_NAME=legacy");
        node.group("/docker", 0).group("/docker/" + ID, 80 * MIB).group("/docker/" + ID + "/init.scope", MIB, 70);

        NodeBeat beat = beat();
        assertThat(FakeNode.names(beat)).containsExactlyInAnyOrder("nginx", "legacy");
    }

    @Test
    void aProcessThatNamesItsInstanceKeepsItsNameAndTellsItsLivesItself() {
        node.process(
                70,
                "java",
                OLD,
                90 * MIB,
                "OTEL_RESOURCE_ATTRIBUTES=service.name=cart,service.instance.id=shop.cart-0.app");
        node.group("/docker/" + ID, 80 * MIB, 70);

        InstanceRef instance = beat().observations().get(0).instance();
        assertThat(instance.getServiceInstanceId()).isEqualTo("shop.cart-0.app");
        assertThat(instance.getIncarnation()).isEmpty();
        assertThat(instance.getStartedAtMs()).isZero();
    }

    @Test
    void aRestartIsANewLifeOfTheSameInstance() {
        InstanceRef before = beat().observations().get(0).instance();
        node.after(Duration.ofMinutes(5)).remove("proc/50");
        node.process(51, "nginx", SECOND.multipliedBy(5), 10 * MIB).group("/system.slice/nginx.service", 5 * MIB, 51);

        NodeBeat beat = commonBeat();
        InstanceRef after = beat.observations().get(0).instance();
        assertThat(after.getServiceInstanceId()).isEqualTo(before.getServiceInstanceId());
        assertThat(after.getIncarnation()).isNotEqualTo(before.getIncarnation());
        assertThat(types(beat)).containsExactly(LifecycleType.STOP, LifecycleType.START);
    }

    @Test
    void aGroupThatIsRemovedHasStopped() {
        beat();
        node.remove("cgroup/system.slice/nginx.service");

        NodeBeat beat = beatAfter(Duration.ofMinutes(2)); // a walk is due, should the notification be late
        assertThat(types(beat)).containsExactly(LifecycleType.STOP);
        assertThat(beat.observations()).isEmpty();
    }

    @Test
    void aKillIsToldWithTheLimitThatItRanInto() {
        node.limit("/system.slice/nginx.service", Long.toString(64 * MIB));
        beat();
        node.kills("/system.slice/nginx.service", 1);

        NodeBeat beat = commonBeat();
        assertThat(types(beat)).containsExactly(LifecycleType.OOM_KILL);
        assertThat(beat.events().get(0).getLimitBytes()).isEqualTo(64 * MIB);
        assertThat(commonBeat().events()).as("told once").isEmpty();
    }

    @Test
    void killsFromBeforeTheAgentAreNotToldAgain() throws IOException {
        node.kills("/system.slice/nginx.service", 3);
        watch.close();
        watch = node.watch();

        assertThat(beat().events()).isEmpty();
        assertThat(commonBeat().events()).isEmpty();
    }

    @Test
    void aLimitThatChangesIsAnEventAndTheTightestOfAllAboveHolds() {
        node.limit("/system.slice/nginx.service", Long.toString(64 * MIB));
        assertThat(beat().observations().get(0).limitBytes()).hasValue(64 * MIB);
        node.limit("/system.slice", Long.toString(48 * MIB)).after(Duration.ofMinutes(1));

        NodeBeat beat = commonBeat();
        assertThat(types(beat)).containsExactly(LifecycleType.LIMIT_CHANGE);
        assertThat(beat.events().get(0).getLimitBytes()).isEqualTo(48 * MIB);
        assertThat(beat.observations().get(0).limitBytes()).hasValue(48 * MIB);
    }

    @Test
    void aBurstablePodsRequestIsReadBackFromItsWeight() {
        node.process(70, "java", OLD, 90 * MIB).write("proc/70/oom_score_adj", "969\n");
        node.group(POD, 0).group(CONTAINER, 80 * MIB, 70);
        node.write("logs/cart-0_shop_app-" + ID + ".log", "");

        Observation cart = beat().observations().stream()
                .filter(each -> each.instance().getServiceName().equals("cart"))
                .findFirst()
                .orElseThrow();
        assertThat(cart.requestBytes()).hasValue(31 * (16L * 1024 * MIB / 1000));
    }

    @Test
    void programsOfTheRootAreInstancesEachIfLargeEnough() {
        node.process(90, "dockerd", OLD, 120 * MIB).process(91, "kworker/0:1", OLD, 0);
        node.write("cgroup/cgroup.procs", "90\n91\n");

        NodeBeat beat = beat();
        assertThat(FakeNode.names(beat)).containsExactlyInAnyOrder("nginx", "unknown_service:dockerd");
        node.remove("proc/90").write("cgroup/cgroup.procs", "91\n");
        assertThat(types(commonBeat())).containsExactly(LifecycleType.STOP);
    }

    @Test
    void theNodeItselfIsReadOnceAnInterval() {
        assertThat(beat().node()).hasValueSatisfying(memory -> {
            assertThat(memory.totalBytes()).isEqualTo(16L * 1024 * MIB);
            assertThat(memory.pressure()).isPresent();
        });
        commonBeat();
        assertThat(beatAfter(SECOND).node()).isEmpty();
    }
}

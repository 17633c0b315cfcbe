package io.heaptide.node.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths as the runtimes write them. */
class PlaceTest {

    private static final String ID = "3f1c0d9a8b7e6f5d4c3b2a190817263544536271809f0e1d2c3b4a5968776655";
    private static final String UID = "0e5f2c3a-1b2c-4d5e-8f90-a1b2c3d4e5f6";
    private static final String SLICE_UID = "0e5f2c3a_1b2c_4d5e_8f90_a1b2c3d4e5f6";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/kubepods/burstable/pod" + UID + "/" + ID,
                "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod" + SLICE_UID + ".slice/cri-containerd-"
                        + ID + ".scope",
                "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod" + SLICE_UID + ".slice/crio-" + ID
                        + ".scope",
                "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod" + SLICE_UID + ".slice/docker-" + ID
                        + ".scope",
                "/system.slice/containerd.service/kubepods-burstable-pod" + SLICE_UID + ".slice:cri-containerd:" + ID,
                "/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-burstable.slice/kubelet-kubepods-burstable-pod"
                        + SLICE_UID + ".slice/cri-containerd-" + ID + ".scope",
            })
    void aPodsContainerIsKnownFromEveryRuntimesPath(String path) {
        Place place = Place.of(path);

        assertThat(place.kind()).isEqualTo(Place.Kind.CONTAINER);
        assertThat(place.podUid()).isEqualTo(UID);
        assertThat(place.containerId()).isEqualTo(ID);
        assertThat(place.qos()).isEqualTo(Place.Qos.BURSTABLE);
    }

    @Test
    void aPodWithoutAClassInItsPathIsGuaranteed() {
        assertThat(Place.of("/kubepods/pod" + UID + "/" + ID).qos()).isEqualTo(Place.Qos.GUARANTEED);
        assertThat(Place.of("/kubepods/besteffort/pod" + UID + "/" + ID).qos()).isEqualTo(Place.Qos.BEST_EFFORT);
    }

    @Test
    void aStaticPodsUidIsAHash() {
        String hash = "a3c5e7f90b1d2c3e4f5a6b7c8d9e0f1a";

        assertThat(Place.of("/kubepods/burstable/pod" + hash + "/" + ID).podUid())
                .isEqualTo(hash);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docker/" + ID,
                "/system.slice/docker-" + ID + ".scope",
                "/machine.slice/libpod-" + ID + ".scope",
                "/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-" + ID + ".scope"
            })
    void aContainerOutsideOfKubernetesHasNoPod(String path) {
        Place place = Place.of(path);

        assertThat(place.kind()).isEqualTo(Place.Kind.CONTAINER);
        assertThat(place.containerId()).isEqualTo(ID);
        assertThat(place.podUid()).isEmpty();
        assertThat(place.qos()).isEqualTo(Place.Qos.NONE);
    }

    @Test
    void aTaskOfEcsIsAContainer() {
        assertThat(Place.of("/ecs/0123456789abcdef0123456789abcdef/0123456789abcdef0123456789abcdef-1234567890")
                        .kind())
                .isEqualTo(Place.Kind.CONTAINER);
    }

    @Test
    void aUnitIsAServiceByItsName() {
        assertThat(Place.of("/system.slice/nginx.service").unit()).isEqualTo("nginx");
        assertThat(Place.of("/system.slice/system-postgresql.slice/postgresql@14-main.service")
                        .unit())
                .isEqualTo("postgresql");
        assertThat(Place.of("/batch/nightly").kind()).isEqualTo(Place.Kind.SERVICE);
        assertThat(Place.of("/batch/nightly").unit()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/init.scope",
                "/user.slice/user-0.slice/session-3.scope",
                "/system.slice",
                "/user.slice/user-0.slice/user@0.service/init.scope"
            })
    void rootAndLoginsHoldUnrelatedPrograms(String path) {
        assertThat(Place.of(path).kind()).isEqualTo(Place.Kind.LOOSE);
    }

    @Test
    void theMonitorOfAContainerIsNoContainer() {
        Place place = Place.of("/kubepods.slice/kubepods-pod" + SLICE_UID + ".slice/crio-conmon-" + ID + ".scope");

        assertThat(place.kind()).isEqualTo(Place.Kind.SERVICE);
        assertThat(place.podUid()).isEqualTo(UID);
    }
}

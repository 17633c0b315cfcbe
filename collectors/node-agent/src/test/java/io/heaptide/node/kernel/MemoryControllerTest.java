package io.heaptide.node.kernel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both versions over directories with the files of real groups. Version 1's were recorded on Linux 6.18. */
class MemoryControllerTest {

    private static final String APP = "/kubepods.slice/kubepods-burstable.slice/app.scope";

    private static MemoryController controller(String version) {
        try {
            Path mount = Path.of(requireNonNull(MemoryControllerTest.class.getResource(version))
                    .toURI());
            List<MemoryController> found = Hierarchies.find(mount.toString(), new SmallFiles());
            assertThat(found).hasSize(1);
            return found.get(0);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void versionTwoTellsWhatAGroupUses() {
        MemoryController controller = controller("v2");

        GroupMemory memory = controller.memory(APP).orElseThrow();
        assertThat(memory).isEqualTo(new GroupMemory(187_400_192, 134_217_728, 29_360_128));
        assertThat(controller.events(APP)).contains(new GroupEvents(7, 1));
        assertThat(memory.workingSetBytes()).isEqualTo(187_400_192 - 29_360_128);
        assertThat(controller.breakdown(APP))
                .isEqualTo(new GroupBreakdown(
                        OptionalLong.of(41_943_040),
                        OptionalLong.of(8_388_608),
                        OptionalLong.of(1_441_792),
                        OptionalLong.of(57_344)));
        assertThat(controller.pressure(APP)).contains(new Pressure(4.12, 2.04, 3_518_122));
        assertThat(controller.processes(APP, 10)).containsExactly(4211, 4280);
    }

    @Test
    void versionTwoTellsTheTightestLimitOfAllAbove() {
        MemoryController controller = controller("v2");

        assertThat(controller.limits(APP))
                .isEqualTo(new GroupLimits(
                        OptionalLong.of(536_870_912), OptionalLong.of(483_183_616), OptionalLong.of(134_217_728)));
        assertThat(controller
                        .limits("/kubepods.slice/kubepods-burstable.slice/other.scope")
                        .maxBytes())
                .as("a group without a limit has that of the one above")
                .hasValue(1 << 30);
        assertThat(controller.limits("/kubepods.slice").maxBytes()).isEmpty();
    }

    @Test
    void versionOneTellsTheSameInItsOwnWords() {
        MemoryController controller = controller("v1");

        assertThat(controller.memory("/docker/app")).contains(new GroupMemory(79_167_488, 57_368_576, 20_971_520));
        assertThat(controller.events("/docker/app")).contains(new GroupEvents(0, 0));
        assertThat(controller.breakdown("/docker/app"))
                .isEqualTo(new GroupBreakdown(
                        OptionalLong.of(20_971_520),
                        OptionalLong.of(827_392),
                        OptionalLong.empty(),
                        OptionalLong.of(0)));
        assertThat(controller.limits("/docker/app").maxBytes()).hasValue(268_435_456);
        assertThat(controller.limits("").maxBytes())
                .as("the largest number is no limit")
                .isEmpty();
        assertThat(controller.processes("/docker/app", 10)).containsExactly(2312);
    }

    @Test
    void aGroupThatIsGoneIsNothing() {
        for (String version : List.of("v1", "v2")) {
            MemoryController controller = controller(version);
            assertThat(controller.memory("/gone")).isEmpty();
            assertThat(controller.events("/gone")).isEmpty();
            assertThat(controller.pressure("/gone")).isEmpty();
            assertThat(controller.processes("/gone", 10)).isEmpty();
        }
    }

    @Test
    void aFolderWithoutCgroupsIsRefusedByItsKey(@TempDir Path empty) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Hierarchies.find(empty.toString(), new SmallFiles()))
                .withMessageContaining("HEAPTIDE_NODE_CGROUP");
    }
}

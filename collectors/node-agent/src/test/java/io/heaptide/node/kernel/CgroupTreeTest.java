package io.heaptide.node.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupTreeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path root;

    private void group(String path) throws IOException {
        Files.createDirectories(root.resolve(path));
        Files.writeString(root.resolve(path).resolve("memory.stat"), "anon 1\n");
    }

    private static void refreshUntil(CgroupTree tree, Set<String> groups) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        tree.refresh();
        while (!tree.groups().equals(groups) && System.nanoTime() < deadline) {
            Thread.sleep(5);
            tree.refresh();
        }
        assertThat(tree.groups()).isEqualTo(groups);
    }

    @Test
    void everyGroupIsFoundAndNoControlFile() throws IOException {
        group("kubepods/pod1/c1");
        group("system.slice/nginx.service");
        Files.writeString(root.resolve("tasks"), "1\n");

        try (CgroupTree tree = new CgroupTree(root.toString(), 100)) {
            assertThat(tree.groups())
                    .containsExactly(
                            "",
                            "/kubepods",
                            "/kubepods/pod1",
                            "/kubepods/pod1/c1",
                            "/system.slice",
                            "/system.slice/nginx.service");
            assertThat(tree.below("/kubepods")).containsExactly("/kubepods/pod1", "/kubepods/pod1/c1");
        }
    }

    @Test
    void whatComesAndGoesIsNoticedWithoutAWalk() throws IOException, InterruptedException {
        group("kubepods");
        try (CgroupTree tree = new CgroupTree(root.toString(), 100)) {
            long before = tree.changeCount();
            group("kubepods/pod1/c1");
            refreshUntil(tree, Set.of("", "/kubepods", "/kubepods/pod1", "/kubepods/pod1/c1"));
            assertThat(tree.changeCount()).isGreaterThan(before);

            Files.delete(root.resolve("kubepods/pod1/c1/memory.stat"));
            Files.delete(root.resolve("kubepods/pod1/c1"));
            refreshUntil(tree, Set.of("", "/kubepods", "/kubepods/pod1"));
            assertThat(tree.isPartlyUnwatched()).isFalse();
        }
    }

    @Test
    void aWalkFindsWhatNotificationsMissed() throws IOException {
        try (CgroupTree tree = new CgroupTree(root.toString(), 100)) {
            group("late/inner");
            tree.walk();
            assertThat(tree.groups()).containsExactly("", "/late", "/late/inner");
        }
    }

    @Test
    void groupsBeyondTheBoundAreCounted() throws IOException {
        for (int i = 0; i < 5; i++) {
            group("g" + i);
        }
        try (CgroupTree tree = new CgroupTree(root.toString(), 3)) {
            assertThat(tree.groups()).hasSize(3);
            assertThat(tree.refusedCount()).isEqualTo(3);
            tree.walk();
            assertThat(tree.refusedCount()).isEqualTo(3);
        }
    }
}

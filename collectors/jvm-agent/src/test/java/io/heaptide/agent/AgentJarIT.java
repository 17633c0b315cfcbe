package io.heaptide.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the shaded jar, and still works there. */
final class AgentJarIT {

    private static final String CALL_PATH = "io.heaptide.agent.shaded.recordings.CallPath";

    @Test
    void bringsNoClassThatAHostMayHaveToo() throws Exception {
        try (JarFile jar = new JarFile(HostProcess.agentJar().toFile())) {
            List<String> classes = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .toList();
            assertThat(classes)
                    .allMatch(name -> name.startsWith("io/heaptide/agent/"))
                    .contains(CALL_PATH.replace('.', '/') + ".class");
        }
    }

    /** Relocation rewrites text that looks like the name of a bundled class. */
    @Test
    void stillKnowsTheHostsPlumbingByItsName() throws Exception {
        List<String> stack = List.of(
                "kotlin.collections.ArrayDeque.addLast",
                "kotlinx.coroutines.channels.BufferedChannel.send",
                "com.shop.OrderCache.put",
                "kotlin.concurrent.ThreadsKt.thread");
        URL[] jar = {HostProcess.agentJar().toUri().toURL()};
        try (URLClassLoader bundled = new URLClassLoader(jar, null)) {
            Class<?> callPath = bundled.loadClass(CALL_PATH);
            Object path = callPath.getMethod("of", List.class, int.class).invoke(null, stack, 20);
            assertThat(callPath.getMethod("frames").invoke(path)).isEqualTo(List.of("com.shop.OrderCache.put"));
        }
    }
}

package io.heaptide.agent.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class NativeMemoryTest {

    /** From {@code jcmd PID VM.native_memory summary scale=KB} of JDK 17.0.19 and 25.0.3, shortened. */
    private static final String JDK_17 = """

        Native Memory Tracking:

        Total: reserved=7841078KB, committed=478154KB
               malloc: 9710KB #16100
        -                 Java Heap (reserved=6172672KB, committed=397312KB)
                                    (mmap: reserved=6172672KB, committed=397312KB)\s
        \s
        -                     Class (reserved=1048719KB, committed=527KB)
                                    (classes #1516)
                                    (  Metadata:   )
                                    (    reserved=65536KB, committed=2688KB)
        -    Native Memory Tracking (reserved=260KB, committed=260KB)
        """;

    private static final String JDK_25 = """
        -                    Thread (reserved=17463KB, committed=719KB)
                                    (threads #17)
                                    (stack: reserved=17408KB, committed=664KB, peak=664KB)
        -        Shared class space (reserved=16384KB, committed=13908KB, readonly=0KB)
        """;

    @Test
    void readsWhatEachCategoryHasCommitted() {
        assertThat(NativeMemory.byCategory(JDK_17))
                .isEqualTo(Map.of(
                        "Java Heap", 397312L * 1024, "Class", 527L * 1024, "Native Memory Tracking", 260L * 1024));
        assertThat(NativeMemory.byCategory(JDK_25))
                .isEqualTo(Map.of("Thread", 719L * 1024, "Shared class space", 13908L * 1024));
    }

    @Test
    void refusesAnAnswerThatIsNoBook() {
        assertThatThrownBy(() -> NativeMemory.byCategory("Native memory tracking is not enabled\n"))
                .hasMessage("no category in the answer: Native memory tracking is not enabled");
    }

    @Test
    void seesThatThisJvmKeepsNoBooks() {
        assertThat(NativeMemory.isTracked()).isFalse();
    }
}

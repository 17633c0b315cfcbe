package io.heaptide.core;

import static io.heaptide.core.MemorySeries.mib;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongFunction;

/** Services made of pods, and what they say together. */
final class Pods {
    private Pods() {}

    /** A pod of 20 minutes that uses 62 % of its room in its life, under noise that hides it from any single verdict. */
    static MemorySeries leaking(long seed) {
        return MemorySeries.at(mib(300))
                .growingPerHour(mib(1350))
                .noise(mib(45))
                .seed(seed);
    }

    static MemorySeries warm(long seed) {
        return MemorySeries.at(mib(300))
                .warmingUp(mib(100), 1 / 60.0)
                .noise(mib(45))
                .seed(seed);
    }

    static ServiceEvidence merged(List<Pod> pods, int minute) {
        return pods.stream().map(pod -> pod.at(minute)).reduce(ServiceEvidence.EMPTY, ServiceEvidence::merge);
    }

    static long time(int minute) {
        return MemorySeries.START + Duration.ofMinutes(minute).toMillis();
    }

    static List<Pod> with(List<Pod> pods, Pod another) {
        return with(pods, List.of(another));
    }

    static List<Pod> with(List<Pod> pods, List<Pod> others) {
        List<Pod> all = new ArrayList<>(pods);
        all.addAll(others);
        return all;
    }

    static List<Pod> pods(long seed, int slots, int generations, LongFunction<MemorySeries> memory) {
        return pods(seed, slots, generations, memory, Function.identity());
    }

    /** One pod of 20 minutes after the other in each slot. */
    static List<Pod> pods(
            long seed, int slots, int generations, LongFunction<MemorySeries> memory, Function<Pod, Pod> as) {
        List<Pod> pods = new ArrayList<>();
        for (int slot = 0; slot < slots; slot++) {
            for (int generation = 0; generation < generations; generation++) {
                int birth = 20 * generation + 5 * slot % 20;
                long podSeed = (seed * 100 + slot) * 100 + generation;
                pods.add(as.apply(Pod.of("pod-" + podSeed, "1.0")).play(birth, birth + 20, memory.apply(podSeed)));
            }
        }
        return pods;
    }

    static List<Pod> rolledOut(long seed, String version, int fromMinute, double mibPerHour) {
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            MemorySeries memory = MemorySeries.at(mib(300))
                    .growingPerHour(mib(mibPerHour))
                    .noise(mib(5))
                    .seed(seed * 10 + i);
            pods.add(Pod.of(version + "-" + i, version).play(fromMinute, fromMinute + 70, memory));
        }
        return pods;
    }

    /** Pods of a JVM that collects its old generation once or twice in their 20 minutes. */
    static List<Pod> seldomCollected(long seed, int count, double mibPerHour) {
        Random random = new Random(seed);
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int firstSeconds = random.nextInt(720);
            double size = mib(300 + 20 * random.nextDouble());
            Pod pod = Pod.of("jvm-" + i, "1.0").measuredBy(Run.OLD_GENERATION);
            pods.add(pod.play(
                    5 * i,
                    5 * i + 20,
                    MemorySeries.at(size)
                            .growingPerHour(mib(mibPerHour))
                            .noise(mib(1))
                            .seed(seed * 1000 + i)
                            .collectedEvery(Duration.ofMinutes(12), Duration.ofSeconds(firstSeconds))));
        }
        return pods;
    }
}

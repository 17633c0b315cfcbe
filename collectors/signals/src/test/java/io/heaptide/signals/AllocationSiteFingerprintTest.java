package io.heaptide.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllocationSiteFingerprintTest {

    private static final List<String> STACK = List.of(
            "java.util.HashMap.resize",
            "com.acme.Cache.put",
            "com.acme.Orders.accept",
            "com.acme.Server.handle",
            "com.acme.Main.main");

    @Test
    void isSixteenHexDigits() {
        assertThat(AllocationSiteFingerprint.of(STACK)).matches("[0-9a-f]{16}");
        assertThat(AllocationSiteFingerprint.of(List.of())).matches("[0-9a-f]{16}");
    }

    /** Fingerprints are keys in stored data: this value may only change with a migration. */
    @Test
    void staysTheSameFromReleaseToRelease() {
        // printf 'com.acme.Cache.put\ncom.acme.Orders.accept\ncom.acme.Server.handle' | sha256sum | cut -c1-16
        assertThat(AllocationSiteFingerprint.of(STACK)).isEqualTo("a07d6a157f7dc3ab");
    }

    @Test
    void ignoresWhatLiesBelowTheFirstApplicationFrames() {
        List<String> deeper = new ArrayList<>(STACK.subList(0, 4));
        deeper.addAll(List.of("com.acme.Retry.run", "com.acme.Other.main"));

        assertThat(AllocationSiteFingerprint.of(deeper)).isEqualTo(AllocationSiteFingerprint.of(STACK));
    }

    @Test
    void ignoresTheRuntimeWhereverItStands() {
        List<String> newer = List.of(
                "java.util.Arrays.copyOf",
                "java.util.HashMap.putVal",
                "com.acme.Cache.put",
                "java.util.stream.ReferencePipeline.forEach",
                "com.acme.Orders.accept",
                "com.acme.Server.handle");

        assertThat(AllocationSiteFingerprint.of(newer)).isEqualTo(AllocationSiteFingerprint.of(STACK));
    }

    @Test
    void countsRecursionOnce() {
        assertThat(AllocationSiteFingerprint.of(List.of("a.A.x", "a.A.x", "a.A.x", "a.B.y", "a.C.z")))
                .isEqualTo(AllocationSiteFingerprint.of(List.of("a.A.x", "a.B.y", "a.C.z")));
    }

    @Test
    void tellsTwoCallersOfASharedFactoryApart() {
        assertThat(AllocationSiteFingerprint.of(List.of("a.Factory.make", "a.Good.use", "a.Main.main")))
                .isNotEqualTo(AllocationSiteFingerprint.of(List.of("a.Factory.make", "a.Bad.use", "a.Main.main")));
    }

    @Test
    void takesTheRuntimesOwnFramesWhereThereAreNoOthers() {
        assertThat(AllocationSiteFingerprint.of(List.of("java.util.ArrayList.grow", "java.lang.Thread.run")))
                .isNotEqualTo(AllocationSiteFingerprint.of(List.of("jdk.internal.misc.Unsafe.allocate")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "com.acme.Cache.put(Cache.java:42) | com.acme.Cache.put",
                "at com.acme.Cache.put(Cache.java:42) | com.acme.Cache.put",
                "app//com.acme.Cache.put | com.acme.Cache.put",
                "java.base/java.util.HashMap.resize | java.util.HashMap.resize",
                "java.base@17.0.9/java.util.HashMap.resize | java.util.HashMap.resize",
                "app/acme.core@1.4/com.acme.Cache.put | com.acme.Cache.put",
                "com.acme.Cache.lambda$put$3 | com.acme.Cache.lambda$put$",
                "com.acme.Cache$$Lambda$17/0x0000000800c03000.get | com.acme.Cache$$Lambda.get",
                "com.acme.Cache$$Lambda/0x00007f1c0c0030a0.get | com.acme.Cache$$Lambda.get",
                "com.acme.Cache$1.run | com.acme.Cache$.run",
                "jdk.proxy2.$Proxy41.find | jdk.proxy.$Proxy.find",
                "com.acme.Svc$$EnhancerBySpringCGLIB$$3f1a22b0.find | com.acme.Svc$$CGLIB.find",
                "com.acme.Svc$$SpringCGLIB$$0.find | com.acme.Svc$$CGLIB.find",
                "com.acme.Svc$HibernateProxy$aB3xY.find | com.acme.Svc$HibernateProxy.find",
                "sun.reflect.GeneratedMethodAccessor117.invoke | sun.reflect.GeneratedMethodAccessor.invoke",
                "github.com/acme/shop/cache.(*Store).Put | github.com/acme/shop/cache.(*Store).Put",
                "main.handler.func2.1 | main.handler.func",
                "cache_put+0x1f3 [shop] | cache_put",
                "shop::cache::put::h0123456789abcdef | shop::cache::put",
                "shop::cache::put::h0123456789abcdef.llvm.1234567890123456789 | shop::cache::put",
                "std::vector<int>::push_back(int const&) | std::vector<int>::push_back",
                "cache_put.isra.0 | cache_put",
                "cache.js:120:14 | cache.js",
            })
    void dropsWhatChangesFromBuildToBuild(String raw, String normal) {
        assertThat(FrameName.normalise(raw)).isEqualTo(normal);
    }

    @Test
    void leavesOutFramesThatNobodyCouldName() {
        assertThat(AllocationSiteFingerprint.of(List.of("0x00007f1c0c0030a0", "cache_put", "[unknown]", "serve")))
                .isEqualTo(AllocationSiteFingerprint.of(List.of("cache_put", "serve")));
    }

    @Test
    void doesNotChangeWithLinesOrRuntimeFramesForAnyStack() {
        long seed = 20260301;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<String> frames = new ArrayList<>(IntStream.range(0, 1 + random.nextInt(8))
                    .mapToObj(i -> "com.acme.Type" + (char) ('A' + random.nextInt(26)) + ".call")
                    .toList());
            String before = AllocationSiteFingerprint.of(frames);
            frames.replaceAll(frame -> frame + "(Source.java:" + random.nextInt(900) + ")");
            frames.addAll(random.nextInt(frames.size() + 1), Collections.nCopies(2, "java.util.stream.Sink.accept"));

            assertThat(AllocationSiteFingerprint.of(frames))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(before);
        }
    }
}

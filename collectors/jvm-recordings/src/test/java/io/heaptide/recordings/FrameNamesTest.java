package io.heaptide.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameNamesTest {

    @Test
    void joinsClassAndMethod() {
        assertThat(FrameNames.readable("com.shop.OrderCache", "put")).hasValue("com.shop.OrderCache.put");
        assertThat(FrameNames.readable("com.shop.Order$Builder", "<init>")).hasValue("com.shop.Order$Builder.<init>");
    }

    @ParameterizedTest
    @CsvSource({
        "lambda$put$0, put",
        "lambda$put$17, put",
        "lambda$new$3, <init>",
        "lambda$static$1, <clinit>",
        "put$lambda$4, put",
        "put$lambda-4, put",
        "put$lambda$4$lambda$2, put",
        "$anonfun$put$1, put",
        "$anonfun$put$1$adapted, put",
        "CGLIB$put$12, put",
        "put, put"
    })
    void namesALambdaAfterTheMethodItIsWrittenIn(String compiled, String written) {
        assertThat(FrameNames.readable("com.shop.OrderCache", compiled)).hasValue("com.shop.OrderCache." + written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.shop.OrderCache$$EnhancerBySpringCGLIB$$1a2b3c",
                "com.shop.OrderCache$$SpringCGLIB$$0",
                "com.shop.OrderCache$$FastClassBySpringCGLIB$$9f",
                "com.shop.OrderCache$ByteBuddy$a1B2",
                "com.shop.OrderCache$HibernateProxy$x",
                "com.shop.OrderCache_$$_WeldClientProxy",
                "com.shop.OrderCache_$$_jvst3f_0",
                "com.shop.OrderCache/0x00007f0001000400",
                "com.shop.OrderCache.0x00007f0001000400",
                "com.shop.OrderCache/1234"
            })
    void namesAGeneratedSubclassAfterItsAuthorsClass(String generated) {
        assertThat(FrameNames.readable(generated, "put")).hasValue("com.shop.OrderCache.put");
    }

    @Test
    void leavesShortNamesAlone() {
        assertThat(FrameNames.readable("a.b.c", "d")).hasValue("a.b.c.d");
        assertThat(FrameNames.readable("com.shop.Cafe$1", "add")).hasValue("com.shop.Cafe$1.add");
    }

    @ParameterizedTest
    @CsvSource({
        "com.shop.OrderCache$$Lambda$14.0x00000008010d0000, apply",
        "com.shop.OrderCache$$Lambda$14/0x00000008010d0000, apply",
        "com.shop.OrderCache$$Lambda$373+0x00007f2484193410.410209595, apply",
        "com.shop.OrderCache$$Lambda/0x000001, apply",
        "com.shop.$Proxy12, put",
        "$Proxy3, put",
        "com.shop.OrderCache, access$000"
    })
    void dropsFramesThatNobodyWrote(String type, String method) {
        assertThat(FrameNames.readable(type, method)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.util.HashMap.resize",
                "javax.crypto.Cipher.doFinal",
                "jdk.internal.misc.Unsafe.allocateUninitializedArray0",
                "jdk.proxy2.$Proxy9.put",
                "sun.nio.ch.Util.getTemporaryDirectBuffer",
                "com.sun.net.httpserver.Headers.add",
                "kotlin.collections.ArrayDeque.addLast",
                "scala.collection.immutable.List.map",
                "com.google.common.cache.LocalCache.put",
                "com.github.benmanes.caffeine.cache.BoundedLocalCache.put"
            })
    void takesCollectionsAndRuntimesForPlumbing(String frame) {
        assertThat(FrameNames.isPlumbing(frame)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.shop.OrderCache.put", "javanese.Shop.put", "org.springframework.Cache.put"})
    void takesApplicationsAndFrameworksForTheirOwn(String frame) {
        assertThat(FrameNames.isPlumbing(frame)).isFalse();
    }
}

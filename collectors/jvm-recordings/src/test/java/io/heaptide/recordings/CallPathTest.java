package io.heaptide.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CallPathTest {

    private static final int MAX_FRAMES = 20;

    @Test
    void blamesTheFirstFrameOutsideThePlumbing() {
        CallPath path = path(
                "java.util.Arrays.copyOf",
                "java.util.HashMap.resize",
                "com.shop.OrderCache.put",
                "com.shop.Checkout.pay",
                "java.util.concurrent.ThreadPoolExecutor.runWorker",
                "java.lang.Thread.run");

        assertThat(path.site()).isEqualTo("com.shop.OrderCache.put");
        assertThat(path.frames()).containsExactly("com.shop.OrderCache.put", "com.shop.Checkout.pay");
    }

    @Test
    void keepsThePlumbingBetweenTwoFramesOfTheApplication() {
        assertThat(path("com.shop.A.a", "java.util.List.forEach", "com.shop.B.b")
                        .frames())
                .containsExactly("com.shop.A.a", "java.util.List.forEach", "com.shop.B.b");
    }

    @Test
    void isTheSameHoweverDeepARecursionWent() {
        assertThat(path("com.shop.Tree.add", "com.shop.Tree.add", "com.shop.Tree.add", "com.shop.Main.main"))
                .isEqualTo(path("com.shop.Tree.add", "com.shop.Main.main"));
    }

    @Test
    void isTheSameOnEveryJdk() {
        CallPath onJdk17 = path("java.util.HashMap.newNode", "com.shop.A.put", "java.lang.Thread.run");
        CallPath onJdk25 =
                path("java.util.HashMap.putVal", "com.shop.A.put", "java.lang.Thread.runWith", "java.lang.Thread.run");

        assertThat(onJdk17).isEqualTo(onJdk25);
    }

    @Test
    void blamesTheJdkOnlyWhenNobodyElseIsThere() {
        CallPath path = path("java.util.HashMap.resize", "java.util.Timer.mainLoop");

        assertThat(path.site()).isEqualTo("java.util.HashMap.resize");
        assertThat(path.frames()).hasSize(2);
    }

    @Test
    void countsAfterTheBlamedFrame() {
        List<String> deep = new ArrayList<>(List.of("java.util.HashMap.resize"));
        for (int frame = 0; frame < 100; frame++) {
            deep.add("com.shop.Deep.level" + frame);
        }

        assertThat(path(deep.toArray(String[]::new)).frames())
                .hasSize(MAX_FRAMES)
                .startsWith("com.shop.Deep.level0")
                .endsWith("com.shop.Deep.level19");
    }

    @Test
    void keepsAWholeStackWhereNothingBoundsIt() {
        assertThat(CallPath.of(List.of("java.util.HashMap.resize", "com.shop.A.a", "com.shop.B.b"), Integer.MAX_VALUE)
                        .frames())
                .containsExactly("com.shop.A.a", "com.shop.B.b");
    }

    @Test
    void boundsTheJdksOwnDoingToo() {
        assertThat(CallPath.of(List.of("java.util.HashMap.resize", "java.util.Timer.mainLoop"), 1)
                        .frames())
                .containsExactly("java.util.HashMap.resize");
    }

    @Test
    void isUnknownWithoutFrames() {
        assertThat(path().site()).isEqualTo("unknown");
        assertThat(CallPath.of(List.of(), MAX_FRAMES)).isEqualTo(CallPath.UNKNOWN);
    }

    private static CallPath path(String... frames) {
        return CallPath.of(List.of(frames), MAX_FRAMES);
    }
}

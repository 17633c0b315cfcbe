package io.heaptide.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTreeTest {

    @TempDir
    Path project = Path.of("");

    @Test
    void framesAreFoundByFileOrByClass() throws IOException {
        for (String file : List.of(
                "src/cache.c",
                "third_party/old/cache.c",
                "target/copy/cache.c",
                ".git/cache.c",
                "app/src/main/java/com/acme/OrderCache.java",
                "app/src/main/kotlin/com/acme/Basket.kt",
                "app/src/main/java/com/other/OrderCache.java")) {
            Files.createDirectories(project.resolve(file).getParent());
            Files.writeString(project.resolve(file), "");
        }
        SourceTree tree = SourceTree.of(project);
        assertThat(tree.place("cache_put (/build/1/cache.c:42)")).contains(new SourcePlace("src/cache.c", 42));
        assertThat(tree.place("shop::put(int) (elsewhere.cc:7)")).contains(new SourcePlace("elsewhere.cc", 7));
        assertThat(tree.place("com.acme.OrderCache.put"))
                .contains(new SourcePlace("app/src/main/java/com/acme/OrderCache.java", 1));
        assertThat(tree.place("com.acme.Basket$Line.<init>"))
                .contains(new SourcePlace("app/src/main/kotlin/com/acme/Basket.kt", 1));
        assertThat(tree.place("com.acme.Unknown.put")).isEmpty();
        assertThat(tree.place("libshop.so!0x11a9")).isEmpty();
    }
}

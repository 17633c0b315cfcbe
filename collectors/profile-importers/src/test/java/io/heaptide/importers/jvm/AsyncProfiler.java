package io.heaptide.importers.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** async-profiler in a {@link LeakingShop}. */
final class AsyncProfiler {

    private AsyncProfiler() {}

    /** Records the leak of so many orders; the interval and the further options are async-profiler's. */
    static void record(Path file, String interval, String options, int orders) throws IOException {
        Path library = library(file.resolveSibling("libasyncProfiler.so"));
        String agent =
                "-agentpath:" + library + "=start,event=alloc,alloc=" + interval + "," + options + "jfr,file=" + file;
        try (ShopProcess shop = ShopProcess.start("-Xmx1g", agent)) {
            shop.leak(orders);
        }
    }

    private static Path library(Path library) throws IOException {
        if (!Files.exists(library)) {
            try (InputStream packed =
                    AsyncProfiler.class.getResourceAsStream("/" + platform() + "/libasyncProfiler.so")) {
                assertThat(packed).as(platform()).isNotNull();
                Files.copy(packed, library);
            }
        }
        return library;
    }

    private static String platform() {
        if (System.getProperty("os.name").startsWith("Mac")) {
            return "macos";
        }
        return System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x64";
    }
}

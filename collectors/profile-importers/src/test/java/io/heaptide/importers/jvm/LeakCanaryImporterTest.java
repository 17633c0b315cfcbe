package io.heaptide.importers.jvm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.importers.Amount;
import io.heaptide.importers.BadProfile;
import io.heaptide.importers.Frame;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.Site;
import java.io.IOException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LeakCanaryImporterTest {

    /** The form that LeakCanary 2 prints. */
    private static final String REPORT = """
            ====================================
            HEAP ANALYSIS RESULT
            ====================================
            1 APPLICATION LEAKS

            References underlined with "~~~" are likely causes.
            Learn more at https://squ.re/leaks.

            93205 bytes retained by leaking objects
            Displaying only 1 leak trace out of 3 with the same signature
            Signature: 1b4eb109ab722d19564495a9b3ed511b4969686
            ┬───
            │ GC Root: System class
            │
            ├─ leakcanary.internal.InternalAppWatcher class
            │    Leaking: NO (a class is never leaking)
            │    ↓ static InternalAppWatcher.application
            ├─ com.acme.ShopApplication instance
            │    Leaking: NO (Application is a singleton)
            │    ↓ ShopApplication.leakedViews
            │                      ~~~~~~~~~~~
            ├─ java.util.ArrayList instance
            │    Leaking: UNKNOWN
            │    ↓ ArrayList.elementData
            │                ~~~~~~~~~~~
            ├─ java.lang.Object[] array
            │    Leaking: UNKNOWN
            │    ↓ Object[].[0]
            │               ~~~
            ├─ android.widget.TextView instance
            │    Leaking: YES (View.mContext references a destroyed activity)
            │    ↓ View.mContext
            ╰→ com.acme.MainActivity instance
            ​     Leaking: YES (ObjectWatcher was watching this)
            ​     Retaining 93.2 kB in 1024 objects
            ====================================
            0 LIBRARY LEAKS

            A Library Leak is a leak caused by a known bug in 3rd party code that you do not have control over.
            ====================================
            0 UNREACHABLE OBJECTS

            ====================================
            METADATA

            Please include this in bug reports and Stack Overflow questions.

            Heap dump file path: /storage/emulated/0/dump.hprof
            Heap dump timestamp: 1620961915992
            Heap dump duration: 1587 ms
            ====================================
            """;

    @Test
    void aLeakIsASiteOfTheFieldsThatKeepIt() throws IOException {
        HeapProfile profile = read(REPORT);
        assertThat(profile.missing()).isEmpty();
        assertThat(profile.takenAt()).hasValue(Instant.ofEpochMilli(1_620_961_915_992L));
        Site leak = profile.sites().get(0);
        assertThat(profile.sites()).hasSize(1);
        assertThat(leak.type()).isEqualTo("com.acme.MainActivity");
        assertThat(leak.live()).isEqualTo(new Amount(93_205, 3));
        assertThat(leak.frames())
                .extracting(Frame::text)
                .containsExactly(
                        "View.mContext", // declared by a superclass, of which the report has no package
                        "java.lang.Object[].element",
                        "java.util.ArrayList.elementData",
                        "com.acme.ShopApplication.leakedViews",
                        "leakcanary.internal.InternalAppWatcher.application");
    }

    @Test
    void readsTheAndroidLog() throws IOException {
        StringBuilder log = new StringBuilder();
        REPORT.lines().forEach(line -> log.append("09-07 10:57:44.448 24988-25567/com.acme D/LeakCanary: ")
                .append(line)
                .append('\n'));
        assertThat(read(log.toString())).isEqualTo(read(REPORT));
    }

    @Test
    void aReportCutAnywhereIsAPartOrRefused() throws IOException {
        byte[] whole = REPORT.getBytes(UTF_8);
        int end = REPORT.substring(0, REPORT.indexOf("Heap dump duration: ")).getBytes(UTF_8).length;
        for (int length = 0; length < end; length++) {
            try {
                HeapProfile part = Profiles.read(new LeakCanaryImporter(), java.util.Arrays.copyOf(whole, length));
                assertThat(part.missing()).as("cut at %d", length).isPresent();
            } catch (BadProfile refused) {
                assertThat(refused).hasMessageStartingWith("no title");
            }
        }
    }

    @Test
    void whatIsNoResultIsRefused() {
        byte[] noise = new byte[5000];
        new Random(2).nextBytes(noise);
        assertThatThrownBy(() -> Profiles.read(new LeakCanaryImporter(), noise)).isInstanceOf(BadProfile.class);
        assertThatThrownBy(() -> read("HEAP ANALYSIS FAILED\n"))
                .isInstanceOf(BadProfile.class)
                .hasMessage("line 1: the heap analysis failed: there is no result");
        assertThat(REPORT.replace("93205", "9".repeat(40)))
                .satisfies(huge ->
                        assertThat(read(huge).sites().get(0).live().bytes()).isZero());
    }

    private static HeapProfile read(String report) throws IOException {
        return Profiles.read(new LeakCanaryImporter(), report.getBytes(UTF_8));
    }
}

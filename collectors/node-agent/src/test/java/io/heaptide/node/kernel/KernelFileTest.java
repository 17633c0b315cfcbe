package io.heaptide.node.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelFileTest {

    private static KernelFile file(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return new KernelFile(bytes, bytes.length);
    }

    @Test
    void aKeyIsFoundWhereverItStandsAndNotWithinAnother() {
        KernelFile stat = file("total_anon 1\nanon 4096\nfile_mapped 7\nfile 12288\n");

        assertThat(stat.number("anon")).hasValue(4096);
        assertThat(stat.number("file")).hasValue(12288);
        assertThat(stat.number("slab")).isEmpty();
    }

    @Test
    void theColonOfProcFilesIsAGap() {
        KernelFile rollup =
                file("55dae0134000-7ffedbc03000 ---p 00000000 00:00 0   [rollup]\nRss:   1700 kB\nPss:    254 kB\n");

        assertThat(rollup.number("Pss")).hasValue(254);
    }

    @Test
    void maxIsNoNumber() {
        assertThat(file("max\n").number()).isEmpty();
        assertThat(file("").number()).isEmpty();
        assertThat(file("99999999999999999999\n").number()).as("beyond a long").isEmpty();
    }

    @Test
    void aListOfProcessesEndsWithTheFileOrTheBound() {
        assertThat(file("1\n22\n333\n").numbers(10)).containsExactly(1, 22, 333);
        assertThat(file("1\n22\n333\n").numbers(2)).containsExactly(1, 22);
        assertThat(file("").numbers(2)).isEmpty();
    }
}

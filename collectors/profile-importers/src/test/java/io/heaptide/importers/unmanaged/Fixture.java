package io.heaptide.importers.unmanaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.ProfileHead;
import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.ProfileSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What the real tools wrote about {@code programs/shop.c} (and {@code shop.go}), built by {@code cc -g -O1
 * -fno-omit-frame-pointer -fno-optimize-sibling-calls} in {@code /opt/shop} on Debian 12; mappings of data are left out. {@code shop-bcc.memleak} alone is
 * written by hand after bcc's own example, since it needs kernel headers.
 */
enum Fixture {
    /** {@code valgrind --leak-check=full --show-leak-kinds=all --xml=yes}, 3.19.0 */
    VALGRIND("valgrind", "shop.valgrind.xml"),
    /** {@code valgrind --leak-check=full --xml=yes} */
    VALGRIND_DEFINITE("valgrind", "shop-definite.valgrind.xml"),
    /** {@code valgrind --tool=massif --max-snapshots=10 --detailed-freq=3} */
    MASSIF("massif", "shop.massif"),
    /** {@code LD_PRELOAD=libtcmalloc.so.4 HEAPPROFILE=...}, gperftools 2.10 */
    GPERFTOOLS("gperftools", "shop.gperftools.heap"),
    /** ten stacks of {@code MallocExtension::GetHeapGrowthStacks} */
    GROWTH("gperftools", "growth.gperftools.heap"),
    /** {@code MALLOC_CONF=prof:true,lg_prof_sample:14,prof_final:true,prof_accum:true}, jemalloc 5.3.0 */
    JEMALLOC("jemalloc", "shop.jemalloc.heap"),
    /** {@code pprof.Lookup("heap")} of Go 1.26.8 */
    PPROF("pprof", "shop.pprof.base64"),
    /** {@code memleak.bt} by bpftrace 0.17 */
    BPFTRACE("memleak", "shop.memleak"),
    MEMLEAK("memleak", "shop-bcc.memleak"),
    /** {@code strace -f -e trace=memory}, 6.1 */
    STRACE("strace", "shop.strace"),
    /** {@code MALLOC_TOP_PAD_=1500000 strace -f -k -e trace=brk} */
    STRACE_STACKS("strace", "shop-stacks.strace"),
    /** {@code strace -f -c -e trace=memory} */
    STRACE_COUNTS("strace", "shop-counts.strace");

    private final String format;
    private final String file;

    Fixture(String format, String file) {
        this.format = format;
        this.file = file;
    }

    ProfileImporter importer() {
        return NativeFormats.all().stream()
                .filter(importer -> importer.format().equals(format))
                .findFirst()
                .orElseThrow();
    }

    byte[] bytes() {
        try (InputStream in = Fixture.class.getResourceAsStream(file)) {
            assertThat(in).as(file).isNotNull();
            byte[] bytes = in.readAllBytes();
            return file.endsWith(".base64") ? Base64.getMimeDecoder().decode(bytes) : bytes;
        } catch (IOException unreadable) {
            throw new AssertionError(file, unreadable);
        }
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    HeapProfile read() throws IOException {
        return read(bytes());
    }

    /** Other bytes, as if they were of this format. */
    HeapProfile read(byte[] bytes) throws IOException {
        return read(bytes, ImportPolicy.defaults());
    }

    HeapProfile read(byte[] bytes, ImportPolicy policy) throws IOException {
        try (ProfileSource source = ProfileSource.of(new ByteArrayInputStream(bytes), policy)) {
            return importer().read(source, policy);
        }
    }

    HeapProfile read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    ProfileHead head() throws IOException {
        ImportPolicy policy = ImportPolicy.defaults();
        try (ProfileSource source = ProfileSource.of(new ByteArrayInputStream(bytes()), policy)) {
            return source.head();
        }
    }
}

package io.heaptide.importers.unmanaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.importers.BadProfile;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.summary.SiteReport;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that are cut, damaged, random or larger than any program's memory. */
class HostileNativeFilesTest {

    /** At a line's end a cut leaves a shorter file that is well formed; anywhere else it must be told. */
    @ParameterizedTest
    @EnumSource
    void aFileCutAnywhereIsRefusedOrMarked(Fixture fixture) throws IOException {
        byte[] whole = fixture.bytes();
        SiteReport all = SiteReport.of(fixture.read());
        for (int length = 0; length < whole.length; length++) {
            Optional<HeapProfile> part = readOrRefuse(fixture, Arrays.copyOf(whole, length));
            if (part.isPresent() && part.get().missing().isEmpty()) {
                boolean lineEnd = whole[length - 1] == '\n';
                assertThat(lineEnd || SiteReport.of(part.get()).sites().equals(all.sites()))
                        .as("%s, cut to %d bytes", fixture, length)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void randomAndDamagedBytesAreRefusedOrRead(Fixture fixture) throws IOException {
        long seed = 20261123;
        Random random = new Random(seed);
        byte[] whole = fixture.bytes();
        for (int round = 0; round < 200; round++) {
            byte[] bytes = round % 2 == 0 ? new byte[random.nextInt(2000)] : whole.clone();
            if (round % 2 == 0) {
                random.nextBytes(bytes);
            }
            for (int hit = 0; hit < 1 + round / 20 && bytes.length > 0; hit++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThatCode(() -> readOrRefuse(fixture, bytes))
                    .as("%s, seed %d, round %d", fixture, seed, round)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VALGRIND | <leakedbytes>2000000< | <leakedbytes>99999999999999999999<",
                "VALGRIND | <leakedblocks>2000< | <leakedblocks>-1<",
                "MASSIF | n1: 1988000 0x | n1: 9223372036854775807 0x",
                "GPERFTOOLS | 2000:  2000000 [ | 2000: 92233720368547758070 [",
                "JEMALLOC | t*: 107: 109597 | t*: 107: 9223372036854775807",
                "BPFTRACE | ]: 2000000 | ]: 9223372036854775807",
                "MEMLEAK | 2000000 bytes in | 99999999999999999999 bytes in",
                "STRACE | 53072, PROT | 18446744073709551616, PROT",
                "STRACE_COUNTS | 18           brk | 99999999999999999999           brk"
            })
    void moreThanMemoryHoldsIsRefusedWithItsPlace(Fixture fixture, String number, String hostile) {
        String text = fixture.text();
        assertThat(text).contains(number);

        assertThatThrownBy(() -> fixture.read(text.replace(number, hostile)))
                .isInstanceOf(BadProfile.class)
                .hasMessageMatching("line \\d+: .*");
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheLargestSitesAndSaysSo(Fixture fixture) throws IOException {
        HeapProfile all = fixture.read(fixture.bytes(), new ImportPolicy(100, 2, 1024, 1 << 20));
        HeapProfile largest = fixture.read(fixture.bytes(), new ImportPolicy(1, 2, 1024, 1 << 20));

        assertThat(all.sites()).allMatch(site -> site.frames().size() <= 2);
        assertThat(largest.sites()).hasSizeLessThanOrEqualTo(1);
        assertThat(largest.missing().isPresent()).isEqualTo(all.sites().size() > 1);
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnEmptyFile(Fixture fixture) {
        assertThatThrownBy(() -> fixture.read(new byte[0])).isInstanceOf(BadProfile.class);
    }

    private static Optional<HeapProfile> readOrRefuse(Fixture fixture, byte[] bytes) throws IOException {
        try {
            return Optional.of(fixture.read(bytes));
        } catch (BadProfile refused) {
            assertThat(refused).hasMessageMatching("(?s).{10,}");
            return Optional.empty();
        }
    }
}

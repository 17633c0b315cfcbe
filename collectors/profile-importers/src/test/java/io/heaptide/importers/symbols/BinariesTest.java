package io.heaptide.importers.symbols;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTest {

    private static final String BUILD = "3457e3d29c11abf440a881cd920569d5d86be87e";
    private static final String OTHER_BUILD = "00112233445566778899aabbccddeeff00112233";

    @TempDir
    Path root = Path.of("");

    @Test
    void aBinaryIsFoundByItsPathBelowARootOrByItsName() throws IOException {
        Path deep = put("opt/shop/shop", program(BUILD));
        Path flat = put("libshop.so", program(BUILD));

        assertThat(symbols("/opt/shop/shop", Optional.empty())).hasValue(deep);
        assertThat(symbols("/usr/lib/libshop.so", Optional.empty())).hasValue(flat);
        assertThat(symbols("/opt/shop/other", Optional.empty())).isEmpty();
    }

    @Test
    void noOtherBuildWillDo() throws IOException {
        Path shop = put("shop", program(BUILD));

        assertThat(symbols("shop", Optional.of(BUILD))).hasValue(shop);
        assertThat(symbols("shop", Optional.of(OTHER_BUILD))).isEmpty();
    }

    @Test
    void aDebugPackageStandsForItsBinaryAlsoWhereThatIsMissing() throws IOException {
        Path debug = put("usr/lib/debug/.build-id/34/" + BUILD.substring(2) + ".debug", new byte[0]);
        assertThat(symbols("shop", Optional.of(BUILD))).hasValue(debug);
        assertThat(symbols("shop", Optional.empty())).isEmpty();

        put("shop", program(BUILD));
        assertThat(symbols("shop", Optional.empty())).hasValue(debug);
        assertThat(symbols("shop", Optional.of("../../../etc/passwd"))).isEmpty();
    }

    @Test
    void whatAFileHasAtAnOffsetIsNamedByItsAddress() throws IOException {
        ElfFile file = ElfFile.of(put("shop", program(BUILD)));

        assertThat(file.buildId()).hasValue(BUILD);
        assertThat(file.address(0x1010)).isEqualTo(0x402010);
        assertThat(file.address(0x9000)).as("beyond its parts, both in step").isEqualTo(0x40a000);
    }

    @Test
    void damagedFilesHaveNoBuild() throws IOException {
        Random random = new Random(11);
        byte[] whole = program(BUILD);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = whole.clone();
            for (int hit = 0; hit <= round % 8; hit++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Path file = put("damaged", bytes);
            assertThatCode(() -> ElfFile.of(file).address(0x1010))
                    .as("round %d", round)
                    .doesNotThrowAnyException();
        }
        for (int length = 0; length < whole.length; length++) {
            assertThat(ElfFile.of(put("cut", Arrays.copyOf(whole, length))).buildId())
                    .as("cut to %d bytes", length)
                    .isEmpty();
        }
    }

    private Optional<Path> symbols(String module, Optional<String> buildId) throws IOException {
        return new Binaries(List.of(root)).find(module, buildId).map(Binaries.Binary::symbols);
    }

    private Path put(String name, byte[] content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    /** An ELF file's header, a part of code that is at another address than its offset, and the note of its build. */
    private static byte[] program(String buildId) {
        byte[] id = HexFormat.of().parseHex(buildId);
        int notes = 64 + 2 * 56;
        ByteBuffer elf = ByteBuffer.allocate(notes + 16 + id.length).order(ByteOrder.LITTLE_ENDIAN);
        elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
        elf.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 2);
        elf.position(64);
        elf.putInt(1)
                .putInt(5)
                .putLong(0x1000)
                .putLong(0x402000)
                .putLong(0x402000)
                .putLong(0x800)
                .putLong(0x800)
                .putLong(0);
        elf.putInt(4)
                .putInt(4)
                .putLong(notes)
                .putLong(0)
                .putLong(0)
                .putLong(16L + id.length)
                .putLong(0)
                .putLong(4);
        elf.putInt(4)
                .putInt(id.length)
                .putInt(3)
                .put("GNU\0".getBytes(US_ASCII))
                .put(id);
        return elf.array();
    }
}

package io.heaptide.importers.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.importers.Amount;
import io.heaptide.importers.Frame;
import io.heaptide.importers.Site;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressSpaceTest {

    private final AddressSpace space = new AddressSpace();

    @Test
    void anAddressIsAnOffsetInTheFileThatWasMappedThere() {
        space.addLine("55fb714e3000-55fb714e4000 r--p 00000000 00:00 10036767    /opt/shop/shop");
        space.addLine("55fb714e4000-55fb714e5000 r-xp 00001000 00:00 10036767    /opt/shop/shop (deleted)");

        assertThat(space.frame(0x55fb714e4190L)).isEqualTo(Frame.at("/opt/shop/shop", 0x1190));
    }

    @Test
    void aReturnAddressBelongsToTheCallBeforeIt() {
        space.addLine("1000-2000 r-xp 00000000 00:00 0 /opt/a.so");
        space.addLine("2000-3000 r-xp 00000000 00:00 0 /opt/b.so");
        Site site = Site.exact(List.of(AddressSpace.caller(0x2000)), "", Amount.NONE, new Amount(1, 1));

        assertThat(space.place(site).frames()).containsExactly(Frame.at("/opt/a.so", 0xfff));
    }

    @Test
    void whatIsNotMappedStaysAnAddress() {
        space.addLine("1000-2000 r-xp 00000000 00:00 0 /opt/a.so");

        assertThat(space.frame(0x2000).text()).isEqualTo("0x2000");
        assertThat(space.frame(0xfff).text()).isEqualTo("0xfff");
    }

    @Test
    void addressesAreUnsigned() {
        space.addLine("ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0           [vsyscall]");

        assertThat(space.frame(0xffffffffff600010L)).isEqualTo(Frame.at("[vsyscall]", 0x10));
        assertThat(space.frame(0x10).text()).isEqualTo("0x10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7fc6630aa000-7fc6630ac000 rw-p 00000000 00:00 0",
                "7fc6630ac000-7fc6630aa000 r-xp 00000000 00:00 0 /backwards",
                "zz-7fc6630aa000 r-xp 00000000 00:00 0 /no/number",
                "11112222333344445555-7fc6630aa000 r-xp 00000000 00:00 0 /too/long"
            })
    void otherLinesSayNothing(String line) {
        assertThat(Mapping.parse(line)).isEmpty();
    }

    @Test
    void aLibraryOfTheSystemIsPlumbingWhateverItsFunctionIsCalled() {
        assertThat(Modules.qualified("strdup_and_more", "/usr/lib/x86_64-linux-gnu/libc.so.6"))
                .isEqualTo("libc.so.6!strdup_and_more");
        assertThat(Modules.qualified("malloc", "/usr/libexec/valgrind/vgpreload_memcheck-amd64-linux.so"))
                .isEqualTo("malloc");
        assertThat(Modules.qualified("cache_put", "/opt/shop/libshop.so")).isEqualTo("cache_put");
    }
}

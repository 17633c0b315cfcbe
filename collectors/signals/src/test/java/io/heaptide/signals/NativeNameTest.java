package io.heaptide.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "shop::Cache<std::string, int>::put(std::string const&, std::function<int* (int)>) | shop::Cache::put",
                "shop::Cache<shop::(anonymous namespace)::Order>::put(int) const | shop::Cache::put",
                "void shop::fill<int, std::less<void> >(int*) | shop::fill",
                "std::unique_ptr<shop::Order> shop::make<shop::Order>() | shop::make",
                "int* grow<int>(int) | grow",
                "shop::(anonymous namespace)::fresh(int) | shop::(anonymous namespace)::fresh",
                "shop::'anonymous namespace'::fresh(int) | shop::(anonymous namespace)::fresh",
                "shop::<unnamed>::fresh | shop::(anonymous namespace)::fresh",
                "shop::label[abi:cxx11](std::string) | shop::label",
                "shop::Order::operator new(unsigned long) | shop::Order::operator new",
                "shop::Order::operator()(int) const | shop::Order::operator()",
                "shop::Order& shop::operator<< <char>(shop::Order&, char) | shop::operator<<",
                "shop::Box<int>::operator->() | shop::Box::operator->",
                "shop::main(int)::{lambda(int)#1}::operator()(int) const | shop::main::{lambda}::operator()",
                "shop::main(int)::'lambda0'(int)::operator()(int) const | shop::main::{lambda}::operator()",
                "shop::main::$_0::operator()(int) const | shop::main::{lambda}::operator()",
                "shop::put(int) [clone .isra.0] [clone .cold] | shop::put",
                "cache_put.isra.0.cold | cache_put",
                "cache_put.part.3 | cache_put",
                "cache_put@plt | cache_put",
                "realpath@@GLIBC_2.3 | realpath",
                "shop::put(int) (shop.cc:12) | shop::put",
                "cache_put (shop.c:12) | cache_put",
                "copy_text(unsigned long) (shop.cc:7) | copy_text",
                "visit(void (*)(int)) (shop.cc:7) | visit",
                "shop::cache::Store<T>::put::{{closure}}::h0123456789abcdef | shop::cache::Store::put::{closure}",
                "shop::cache::put::<u8>::{closure#3} | shop::cache::put::{closure}",
                "<shop::Cache as core::ops::drop::Drop>::drop | <shop::Cache as core::ops::drop::Drop>::drop",
            })
    void readsTheSameWhoeverBuiltAndDemangledIt(String raw, String normal) {
        assertThat(NativeName.normalise(FrameName.normalise(raw))).isEqualTo(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme.Cache.<init>",
                "com.acme.Cache.<clinit>",
                "com.acme.Cache.lambda$put$",
                "com.acme.Cache$$Lambda.get",
                "com.acme.CacheTest.keeps what it was given",
                "scala.collection.immutable.List.$colon$colon",
                "github.com/acme/shop/cache.(*Store).Put",
                "<module>",
                "cache_put",
                ""
            })
    void leavesOtherLanguagesAlone(String frame) {
        assertThat(NativeName.normalise(frame)).isEqualTo(frame);
    }

    @Test
    void oneLeakSeenByFourToolsIsOneSite() {
        String valgrind = AllocationSiteFingerprint.of(
                List.of("malloc", "copy_text (shop.c:10)", "order_cache_put (shop.c:16)", "main (shop.c:27)"));

        assertThat(AllocationSiteFingerprint.of(List.of(
                        "copy_text.isra.0 (shop.c:11)",
                        "order_cache_put (shop.c:19)",
                        "main (shop.c:31)",
                        "__libc_start_call_main",
                        "_start")))
                .isEqualTo(valgrind);
        assertThat(AllocationSiteFingerprint.of(List.of(
                        "libjemalloc.so.2!0xa2630",
                        "je_malloc_default",
                        "copy_text",
                        "order_cache_put",
                        "main",
                        "libc.so.6!0x2724a")))
                .isEqualTo(valgrind);
        assertThat(AllocationSiteFingerprint.of(
                        List.of("copy_text+0xf [shop]", "order_cache_put+0xc [shop]", "main+0x1f [shop]")))
                .isEqualTo(valgrind);
    }

    @Test
    void blamesTheFirstFrameOfTheApplication() {
        assertThat(AllocationSiteFingerprint.blamed(
                        List.of("[unknown]", "operator new(unsigned long)", "shop::put(int)")))
                .isEqualTo(2);
        assertThat(AllocationSiteFingerprint.blamed(List.of("0x7f1c0c0030a0", "java.util.HashMap.resize")))
                .isEqualTo(1);
        assertThat(AllocationSiteFingerprint.blamed(List.of("??"))).isZero();
        assertThat(AllocationSiteFingerprint.blamed(List.of())).isZero();
    }

    @Test
    void knowsTheSystemsLibrariesWhateverIsInThem() {
        assertThat(AllocationSiteFingerprint.isPlumbing("libc.so.6!")).isTrue();
        assertThat(AllocationSiteFingerprint.isPlumbing("libjemalloc.so.2!0xa2630"))
                .isTrue();
        assertThat(AllocationSiteFingerprint.isPlumbing("libshop.so!0x1234")).isFalse();
    }
}

package io.heaptide.importers.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.signals.AllocationSiteFingerprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeFunctionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "copy_text | copy_text",
                "shop::Cache<int>::put(int const&) | shop::Cache<int>::put(int const&)",
                "shop::cache::Orders$LT$T$GT$::put::h0123456789abcdef | shop::cache::Orders<T>::put",
                "_$LT$T$u20$as$u20$alloc..string..ToString$GT$::to_string | <T as alloc::string::ToString>::to_string",
                "alloc::slice::_$LT$impl$u20$$u5b$T$u5d$$GT$::to_vec | alloc::slice::<impl [T]>::to_vec",
                "<shop::cache::Orders<alloc::vec::Vec<u8>>>::put | shop::cache::Orders<alloc::vec::Vec<u8>>::put",
                "<shop::cache::Orders>::put | shop::cache::Orders::put",
                "<shop::Order as core::ops::Drop>::drop | <shop::Order as core::ops::Drop>::drop",
                "<shop::Orders<u8> as core::ops::Drop>::drop | <shop::Orders<u8> as core::ops::Drop>::drop",
                "<[u8]>::to_vec | <[u8]>::to_vec",
                "<lambda(int)>::operator() | <lambda(int)>::operator()",
                "main::$_0::operator()(char const*, ...) | main::$_0::operator()(char const*, ...)",
                "<broken | <broken",
                "$u110000$x | \uDBFF\uDFFFx",
            })
    void isSpelledTheSameInEveryMangling(String told, String name) {
        assertThat(NativeFunction.named(told, "")).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "allocate | /usr/include/c++/12/bits/new_allocator.h:137",
                "__invoke_impl<shop::Order*, int> | /usr/include/c++/12/bits/invoke.h:61",
                "<[u8]>::to_vec | /rustc/59807616e1/library/alloc/src/slice.rs",
                "<u8 as <[_]>::to_vec_in::ConvertVec>::to_vec | /rustc/59807616e1/library/alloc/src/slice.rs",
            })
    void aStandardLibrarysFunctionIsNobodysSite(String told, String path) {
        assertThat(AllocationSiteFingerprint.isPlumbing(told)).isFalse();
        assertThat(AllocationSiteFingerprint.isPlumbing(NativeFunction.named(told, path)))
                .isTrue();
    }

    @Test
    void whatSaysItsScopeKeepsIt() {
        assertThat(NativeFunction.named(
                        "std::vector<int>::push_back(int const&)", "/usr/include/c++/12/bits/stl_vector.h"))
                .isEqualTo("std::vector<int>::push_back(int const&)");
        assertThat(NativeFunction.named("put", "/opt/shop/include/cache.h:12")).isEqualTo("put");
    }
}

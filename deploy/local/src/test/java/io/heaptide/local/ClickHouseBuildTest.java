package io.heaptide.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClickHouseBuildTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x64-gnu",
        "Linux, aarch64, linux-arm64-gnu",
        "Mac OS X, x86_64, darwin-x64",
        "Mac OS X, aarch64, darwin-arm64"
    })
    void knowsThePackageOfEachPlatform(String os, String arch, String platform) {
        assertThat(ClickHouseBuild.of(os, arch, false).npmName())
                .isEqualTo("@chdb/lib-" + platform + "@26.7.3-stable.1");
    }

    @Test
    void pinsOnlyTheChecksumThatWasSeen() {
        assertThat(ClickHouseBuild.of("Linux", "amd64", false).pinnedIntegrity())
                .isPresent();
        assertThat(ClickHouseBuild.of("Linux", "aarch64", false).pinnedIntegrity())
                .isEmpty();
        assertThat(ClickHouseBuild.of("Mac OS X", "aarch64", false).pinnedIntegrity())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Windows 11, amd64, false", "Linux, amd64, true", "Linux, riscv64, false"})
    void namesTheRemedyWhereThereIsNoBuild(String os, String arch, boolean musl) {
        assertThatThrownBy(() -> ClickHouseBuild.of(os, arch, musl))
                .isInstanceOf(LocalEngineException.class)
                .hasMessageContaining(os + " " + arch)
                .hasMessageContaining("HEAPTIDE_CLICKHOUSE_URL")
                .hasMessageContaining("HEAPTIDE_LIBCHDB");
    }
}

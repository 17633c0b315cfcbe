package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.common.TlsProvider;
import io.heaptide.gateway.access.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadedTlsTest {

    private static final Duration SOON = Duration.ofMillis(50);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aRenewedCertificateCountsWithoutARestart() throws Exception {
        SelfSigned first = SelfSigned.in(folder, "server");
        TlsFiles files = new TlsFiles(first.certificate(), first.key(), Optional.empty());
        try (TlsProvider provider = ReloadedTls.provider(files, SOON)) {
            assertThat(provider.keyPair("*")).isEqualTo(first.pair());

            SelfSigned second = first.renewed();

            OtlpExportContract.await(() -> second.pair().equals(provider.keyPair("*")));
        }
    }

    @Test
    void filesThatAreNoneEndTheStartWithTheirNamesAndWithoutTheirText() throws Exception {
        SelfSigned made = SelfSigned.in(folder, "server");
        Files.writeString(made.key(), "a secret that is no key");
        TlsFiles files = new TlsFiles(made.certificate(), made.key(), Optional.empty());

        assertThatThrownBy(() -> ReloadedTls.provider(files, SOON))
                .isInstanceOf(GatewayFailed.class)
                .hasMessageContaining("server.key")
                .hasMessageNotContaining("a secret");
    }
}

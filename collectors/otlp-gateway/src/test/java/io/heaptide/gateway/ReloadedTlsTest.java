package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.common.TlsProvider;
import io.heaptide.gateway.access.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
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
        TlsFiles files = new TlsFiles(first.certificate(), first.key(), Optional.empty(), SOON);
        try (TlsProvider provider = new ReloadedTls(files)) {
            assertThat(provider.keyPair("*")).isEqualTo(first.pair());

            SelfSigned second = first.renewed();

            OtlpExportContract.await(() -> second.pair().equals(provider.keyPair("*")));
        }
    }

    @Test
    void aNewAuthorityCountsWithoutARestart() throws Exception {
        SelfSigned server = SelfSigned.in(folder, "server");
        SelfSigned first = SelfSigned.in(folder, "clients");
        TlsFiles files = new TlsFiles(server.certificate(), server.key(), Optional.of(first.certificate()), SOON);
        try (TlsProvider provider = new ReloadedTls(files)) {
            assertThat(provider.trustedCertificates("*")).isEqualTo(first.pair().certificateChain());

            SelfSigned second = first.renewed();
            // two writes may fall into one tick of the file system's clock
            Files.setLastModifiedTime(
                    second.certificate(), FileTime.from(Instant.now().plusSeconds(5)));

            OtlpExportContract.await(() -> second.pair().certificateChain().equals(provider.trustedCertificates("*")));
        }
    }

    @Test
    void anAuthorityThatIsNoneEndsTheStart() throws Exception {
        SelfSigned server = SelfSigned.in(folder, "server");
        Path empty = Files.writeString(folder.resolve("clients.pem"), "");
        TlsFiles files = new TlsFiles(server.certificate(), server.key(), Optional.of(empty), SOON);

        assertThatThrownBy(() -> new ReloadedTls(files))
                .isInstanceOf(GatewayFailed.class)
                .hasMessageContaining("clients.pem");
    }

    @Test
    void filesThatAreNoneEndTheStartWithTheirNamesAndWithoutTheirText() throws Exception {
        SelfSigned made = SelfSigned.in(folder, "server");
        Files.writeString(made.key(), "a secret that is no key");
        TlsFiles files = new TlsFiles(made.certificate(), made.key(), Optional.empty(), SOON);

        assertThatThrownBy(() -> new ReloadedTls(files))
                .isInstanceOf(GatewayFailed.class)
                .hasMessageContaining("server.key")
                .hasMessageNotContaining("a secret");
    }
}

package io.heaptide.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.schemas.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessConfigTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void everybodyMaySendUnlessToldOtherwise() {
        assertThat(config(Map.of())).isEqualTo(AccessConfig.open());
    }

    @Test
    void mapsEveryKey() throws Exception {
        Path pem = Files.createFile(folder.resolve("pem"));

        assertThat(config(Map.of(
                                "HEAPTIDE_OTLP_TLS_CERTIFICATE", pem.toString(),
                                "HEAPTIDE_OTLP_TLS_KEY", pem.toString(),
                                "HEAPTIDE_OTLP_TLS_CLIENT_CA", pem.toString()))
                        .tls())
                .contains(new TlsFiles(pem, pem, Optional.of(pem)));
        assertThat(config(Map.of("HEAPTIDE_OTLP_TOKENS", "shop=token-0123456789ab"))
                        .tokens()
                        .orElseThrow()
                        .tenantOf("Bearer token-0123456789ab"))
                .contains(new Tenant("shop"));
        assertThat(config(Map.of("HEAPTIDE_OTLP_TOKEN_FILE", "/run/tokens")).tokenFile())
                .contains(Path.of("/run/tokens"));
    }

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(() -> config(Map.of("HEAPTIDE_OTLP_TLS_CLIENT_CA", "ca.pem")))
                .hasMessageContaining("HEAPTIDE_OTLP_TLS_CERTIFICATE")
                .hasMessageContaining("HEAPTIDE_OTLP_TLS_KEY");
        assertThatThrownBy(() -> config(Map.of(
                        "HEAPTIDE_OTLP_TLS_CERTIFICATE",
                                folder.resolve("no.pem").toString(),
                        "HEAPTIDE_OTLP_TLS_KEY", folder.resolve("no.pem").toString())))
                .hasMessageContaining("HEAPTIDE_OTLP_TLS_CERTIFICATE names")
                .hasMessageContaining("no.pem");
        assertThatThrownBy(() -> config(Map.of(
                        "HEAPTIDE_OTLP_TOKENS", "shop=token-0123456789ab", "HEAPTIDE_OTLP_TOKEN_FILE", "/run/tokens")))
                .hasMessageContaining("not both");
    }

    @Test
    void aBadTokenIsNotShown() {
        assertThatThrownBy(() -> config(Map.of("HEAPTIDE_OTLP_TOKENS", "shop=tooshort")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HEAPTIDE_OTLP_TOKENS: entry 1")
                .hasMessageNotContaining("tooshort");
    }

    private static AccessConfig config(Map<String, String> environment) {
        return AccessConfig.from(new Settings(environment));
    }
}

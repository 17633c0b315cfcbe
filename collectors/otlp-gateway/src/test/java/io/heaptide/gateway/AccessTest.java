package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.Status;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ClientFactoryBuilder;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.client.grpc.GrpcClientBuilder;
import com.linecorp.armeria.client.grpc.GrpcClients;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import io.grpc.StatusRuntimeException;
import io.heaptide.gateway.access.AccessConfig;
import io.heaptide.gateway.access.BearerTokens;
import io.heaptide.gateway.access.TlsFiles;
import io.heaptide.signals.InstanceReadings;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tokens and certificates, over both transports. */
class AccessTest {

    private static final Duration SOON = Duration.ofMillis(50);
    private static final String TOKEN = "shop-token-0123456789";

    @TempDir
    private Path folder = Path.of("");

    @RegisterExtension
    private final Gateways gateways = new Gateways();

    private final InMemorySink sink = gateways.sink();

    @Test
    void withTokensOnlyTheirHoldersMaySendAndForTheirTenant() throws Exception {
        OtlpGateway gateway = listening(tokens(Optional.empty()));
        try (ClientFactory plain = ClientFactory.builder().build()) {
            for (String wrong : new String[] {"", "Bearer wrong-token-0123456789"}) {
                AggregatedHttpResponse refused = http(plain, gateway, "http", wrong);
                assertThat(refused.status()).isEqualTo(HttpStatus.UNAUTHORIZED);
                assertThat(refused.headers().get(HttpHeaderNames.WWW_AUTHENTICATE))
                        .isEqualTo("Bearer");
                assertThat(Status.parseFrom(refused.content().array()).getCode())
                        .isEqualTo(16);
                assertThat(grpcRefusal(plain, gateway, wrong)).isEqualTo(io.grpc.Status.Code.UNAUTHENTICATED);
            }
            assertThat(sink.readings).isEmpty();

            assertThat(http(plain, gateway, "http", "Bearer " + TOKEN).status()).isEqualTo(HttpStatus.OK);
            grpc(plain, gateway, "http", "Bearer " + TOKEN);

            assertThat(sink.readings)
                    .hasSize(2)
                    .extracting(AccessTest::namespace)
                    .containsOnly("shop");
        }
    }

    @Test
    void healthAndMetricsNeedNoToken() {
        WebClient client = Gateways.client(listening(tokens(Optional.empty())));
        assertThat(client.get("/health").aggregate().join().status()).isEqualTo(HttpStatus.OK);
        assertThat(client.get("/metrics").aggregate().join().contentUtf8())
                .contains("heaptide_publish_held")
                .doesNotContain(TOKEN);
    }

    @Test
    void bothPortsSpeakTlsWithTheConfiguredCertificate() throws Exception {
        SelfSigned server = SelfSigned.in(folder, "server");
        OtlpGateway gateway = listening(tls(server, Optional.empty()));
        try (ClientFactory trusting = trusting(server, builder -> {});
                ClientFactory strange = ClientFactory.builder().build()) {
            assertThat(http(trusting, gateway, "https", "").status()).isEqualTo(HttpStatus.OK);
            assertThatCode(() -> grpc(trusting, gateway, "https", "")).doesNotThrowAnyException();
            assertThatCode(() -> http(strange, gateway, "https", ""))
                    .as("a client that does not know the certificate")
                    .hasStackTraceContaining("SSLHandshakeException");
        }
    }

    @Test
    void withAnAuthorityForClientsOnlyItsCertificatesMaySend() throws Exception {
        SelfSigned server = SelfSigned.in(folder, "server");
        SelfSigned client = SelfSigned.in(folder, "client");
        SelfSigned stranger = SelfSigned.in(folder, "stranger");
        OtlpGateway gateway = listening(tls(server, Optional.of(client.certificate())));
        try (ClientFactory known = trusting(server, builder -> builder.tls(client.pair()));
                ClientFactory unknown = trusting(server, builder -> builder.tls(stranger.pair()));
                ClientFactory nobody = trusting(server, builder -> {})) {
            assertThat(http(known, gateway, "https", "").status()).isEqualTo(HttpStatus.OK);
            assertThatCode(() -> grpc(known, gateway, "https", "")).doesNotThrowAnyException();
            assertThatCode(() -> http(unknown, gateway, "https", "")).isNotNull();
            assertThat(http(nobody, gateway, "https", "").status()).isEqualTo(HttpStatus.UNAUTHORIZED);
            assertThat(grpcRefusal(nobody, gateway, "https", "")).isEqualTo(io.grpc.Status.Code.UNAUTHENTICATED);
            assertThat(client(nobody, gateway, "https")
                            .get("/health")
                            .aggregate()
                            .join()
                            .status())
                    .as("a probe has no certificate")
                    .isEqualTo(HttpStatus.OK);
        }
    }

    @Test
    void anAuthorityThatIsReplacedCountsForNewConnections() throws Exception {
        SelfSigned server = SelfSigned.in(folder, "server");
        SelfSigned before = SelfSigned.in(folder, "client");
        OtlpGateway gateway = listening(tls(server, Optional.of(before.certificate())));
        try (ClientFactory known = trusting(server, builder -> builder.tls(before.pair()))) {
            assertThat(http(known, gateway, "https", "").status()).isEqualTo(HttpStatus.OK);

            SelfSigned after = before.renewed();
            Files.setLastModifiedTime(
                    after.certificate(), FileTime.from(Instant.now().plusSeconds(5)));

            OtlpExportContract.await(() -> isTaken(server, after, gateway));
            assertThat(isTaken(server, before, gateway)).isFalse();
        }
    }

    private static boolean isTaken(SelfSigned server, SelfSigned client, OtlpGateway gateway) {
        try (ClientFactory anew = trusting(server, builder -> builder.tls(client.pair()))) {
            return http(anew, gateway, "https", "").status().equals(HttpStatus.OK);
        } catch (CompletionException refused) {
            return false; // in the handshake
        }
    }

    private OtlpGateway listening(AccessConfig access) {
        return gateways.listening(Configs.guarded(access));
    }

    private static AccessConfig tokens(Optional<TlsFiles> tls) {
        return new AccessConfig(tls, Optional.of(BearerTokens.parse("shop=" + TOKEN)), Optional.empty());
    }

    private static AccessConfig tls(SelfSigned server, Optional<Path> clientCa) {
        return new AccessConfig(
                Optional.of(new TlsFiles(server.certificate(), server.key(), clientCa, SOON)),
                Optional.empty(),
                Optional.empty());
    }

    private static ClientFactory trusting(SelfSigned server, Consumer<ClientFactoryBuilder> more) {
        ClientFactoryBuilder builder = ClientFactory.builder()
                .tlsCustomizer(tls -> tls.trustManager(server.pair().certificateChain()));
        more.accept(builder);
        return builder.build();
    }

    private static WebClient client(ClientFactory factory, OtlpGateway gateway, String scheme) {
        return WebClient.builder(scheme + "://127.0.0.1:" + gateway.httpPort())
                .factory(factory)
                .build();
    }

    private static AggregatedHttpResponse http(
            ClientFactory factory, OtlpGateway gateway, String scheme, String authorization) {
        RequestHeadersBuilder headers =
                RequestHeaders.builder(HttpMethod.POST, "/v1/metrics").contentType(MediaType.X_PROTOBUF);
        if (!authorization.isEmpty()) {
            headers.set(HttpHeaderNames.AUTHORIZATION, authorization);
        }
        return client(factory, gateway, scheme)
                .execute(headers.build(), Requests.metrics(1).toByteArray())
                .aggregate()
                .join();
    }

    private static void grpc(ClientFactory factory, OtlpGateway gateway, String scheme, String authorization) {
        GrpcClientBuilder builder = GrpcClients.builder("gproto+" + scheme + "://127.0.0.1:" + gateway.grpcPort())
                .factory(factory);
        if (!authorization.isEmpty()) {
            builder.addHeader(HttpHeaderNames.AUTHORIZATION, authorization);
        }
        builder.build(MetricsServiceGrpc.MetricsServiceBlockingStub.class).export(Requests.metrics(1));
    }

    private static io.grpc.Status.Code grpcRefusal(ClientFactory factory, OtlpGateway gateway, String authorization) {
        return grpcRefusal(factory, gateway, "http", authorization);
    }

    private static io.grpc.Status.Code grpcRefusal(
            ClientFactory factory, OtlpGateway gateway, String scheme, String authorization) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> grpc(factory, gateway, scheme, authorization))
                .getStatus()
                .getCode();
    }

    private static String namespace(InstanceReadings one) {
        return one.instance().getServiceNamespace();
    }
}

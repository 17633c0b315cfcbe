package io.heaptide.gate.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.gate.command.Machine.Run;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real CoreDNS with the recipe's Corefile: what it serves is what the recipe hands on. It has no resolver to ask, but a template. */
@Tag("field")
class CoreDnsIT {

    private static final int TRIES = 60;

    @TempDir
    Path folder = Path.of("");

    @Test
    void servesTheMemoryAndTheLogThatTheRecipeReads() throws Exception {
        Machine.needs("go");
        for (String file : List.of("main.go", "go.mod", "go.sum")) {
            try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/coredns/" + file))) {
                Files.copy(in, folder.resolve(file));
            }
        }
        Map<String, String> plain = Map.of("CGO_ENABLED", "0", "GOFLAGS", "-trimpath -buildvcs=false");
        Run build = Machine.shell(folder, plain, "go build -ldflags='-s -w' -o coredns .");
        assertThat(build.code()).as(build.printed()).isZero();
        int dns = freePort();
        int metrics = freePort();
        Files.writeString(folder.resolve("Corefile"), corefile(dns, metrics));
        Path log = folder.resolve("log");
        Process server = new ProcessBuilder("./coredns", "-conf", "Corefile")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            askUntilAnswered(dns, log);
            String told = told(metrics);
            String handedOn = Files.readString(Path.of("..", "coredns", "prometheus.yml"));
            assertThat(told)
                    .containsPattern("(?m)^process_resident_memory_bytes [1-9]")
                    .containsPattern("(?m)^go_memstats_heap_inuse_bytes [1-9]")
                    .containsPattern("(?m)^process_start_time_seconds [1-9]")
                    .containsPattern("(?m)^coredns_cache_entries\\{.*type=\"success\".*} 1$");
            assertThat(handedOn).contains("process_resident_memory_bytes", "heap_inuse", "process_start_time_seconds");
            assertThat(Files.readString(log))
                    .containsPattern("\\[INFO\\] 127\\.0\\.0\\.1 A shop\\.example\\.org\\. NOERROR \\d+ [\\d.]+s");
        } finally {
            server.destroy();
            assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static String corefile(int dns, int metrics) throws IOException {
        String recipe = Files.readString(Path.of("..", "coredns", "Corefile"));
        String ours = recipe.replace(".:1053", ".:" + dns)
                .replace("127.0.0.1:9153", "127.0.0.1:" + metrics)
                .replace("forward . /etc/resolv.conf", """
                        template IN A . {
                            answer "{{ .Name }} 60 IN A 127.0.0.1"
                        }""");
        assertThat(ours).contains("template IN A", ".:" + dns, "127.0.0.1:" + metrics);
        return ours;
    }

    private static void askUntilAnswered(int port, Path log) throws IOException, InterruptedException {
        byte[] question = question("shop", "example", "org");
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int i = 0; i < TRIES; i++) {
            try (DatagramSocket socket = new DatagramSocket(0, loopback)) {
                socket.setSoTimeout(1000);
                socket.send(new DatagramPacket(question, question.length, loopback, port));
                socket.receive(new DatagramPacket(new byte[512], 512));
                return;
            } catch (SocketTimeoutException | PortUnreachableException notYet) {
                Thread.sleep(500);
            }
        }
        throw new AssertionError("no answer: " + Files.readString(log));
    }

    /** One question for an address. RFC 1035, section 4. */
    private static byte[] question(String... labels) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (int header : new int[] {7, 0x0100, 1, 0, 0, 0}) { // id, recursion desired, one question
            out.writeShort(header);
        }
        for (String label : labels) {
            out.writeByte(label.length());
            out.writeBytes(label);
        }
        out.writeByte(0);
        out.writeShort(1);
        out.writeShort(1);
        return bytes.toByteArray();
    }

    private static String told(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static int freePort() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket tcp = new ServerSocket(0, 1, loopback);
                DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), loopback)) {
            return udp.getLocalPort();
        }
    }
}

package io.heaptide.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.heaptide.gateway.remotewrite.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.xerial.snappy.Snappy;

/** Bodies that are damaged, made up or meant to harm, from a seed. */
final class HostileBodies {

    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";
    private static final int BOMB_BYTES = 8 << 20;

    private static final List<Message> OTLP =
            List.of(Requests.metrics(1, -2, 3, Double.NaN), Requests.lifecycle("start", "oops"), Profiles.heap());

    private static final List<String> PATHS = List.of("/v1/metrics", "/v1/logs", "/v1development/profiles");

    private static final List<Messages.One> SERIES = List.of(new Messages.One(
            Map.of("__name__", "process_resident_memory_bytes", "job", "cart", "instance", "cart-1"),
            4_096,
            Requests.NOW.toEpochMilli()));

    private final Random random;

    /** One request. */
    record Hostile(String path, String contentType, String coding, ByteString content) {

        Hostile(String path, String contentType, String coding, byte[] body) {
            this(path, contentType, coding, ByteString.copyFrom(body));
        }

        byte[] body() {
            return content.toByteArray();
        }
    }

    HostileBodies(long seed) {
        this.random = new Random(seed);
    }

    Hostile next() {
        return switch (random.nextInt(100)) {
            case 0 -> emptyMessages();
            case 1 -> bomb();
            case 2 -> nested();
            case 3, 4, 5, 6, 7, 8, 9 -> noise();
            default -> random.nextInt(3) == 0 ? remoteWrite() : otlp();
        };
    }

    private Hostile otlp() {
        int kind = random.nextInt(OTLP.size());
        boolean json = random.nextBoolean();
        byte[] body = damaged(json ? json(OTLP.get(kind)) : OTLP.get(kind).toByteArray());
        Coding coding = List.of(Coding.PLAIN, Coding.GZIP, Coding.ZSTD).get(random.nextInt(3));
        byte[] sent = random.nextInt(5) == 0 ? damaged(coding.applied(body)) : coding.applied(body);
        return new Hostile(
                PATHS.get(random.nextInt(20) == 0 ? random.nextInt(PATHS.size()) : kind),
                json == (random.nextInt(20) > 0) ? JSON : PROTOBUF,
                coding == Coding.PLAIN ? "" : coding.label(),
                sent);
    }

    private Hostile remoteWrite() {
        boolean first = random.nextBoolean();
        byte[] block = snappy(damaged(first ? Messages.v1(SERIES) : Messages.v2(SERIES)));
        return new Hostile(
                "/api/v1/write",
                first ? PROTOBUF : PROTOBUF + ";proto=io.prometheus.write.v2.Request",
                "snappy",
                random.nextInt(5) == 0 ? damaged(block) : block);
    }

    /** A real body with a part lost, bits turned, a part repeated, or a length that is beyond everything. */
    private byte[] damaged(byte[] body) {
        byte[] copy = body.clone();
        if (copy.length == 0) {
            return copy;
        }
        int at = random.nextInt(copy.length);
        switch (random.nextInt(5)) {
            case 0 -> copy = Arrays.copyOf(copy, at);
            case 1 -> {
                for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                    copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 2 -> copy = spliced(copy, at, Arrays.copyOfRange(copy, 0, at));
            case 3 -> copy = spliced(copy, at, new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f});
            default -> copy[at] = (byte) random.nextInt();
        }
        return copy;
    }

    private static byte[] spliced(byte[] body, int at, byte[] more) {
        byte[] all = Arrays.copyOf(body, body.length + more.length);
        System.arraycopy(body, at, all, at + more.length, body.length - at);
        System.arraycopy(more, 0, all, at, more.length);
        return all;
    }

    private Hostile noise() {
        byte[] body = new byte[random.nextInt(2_000)];
        random.nextBytes(body);
        String coding = List.of("", "gzip", "zstd", "snappy", "br").get(random.nextInt(5));
        String path = List.of("/v1/metrics", "/v1/logs", "/api/v1/write", "/lambda/telemetry", "/", "/v1/traces")
                .get(random.nextInt(6));
        return new Hostile(path, List.of(PROTOBUF, JSON, "text/plain").get(random.nextInt(3)), coding, body);
    }

    /** Two bytes a message, or three characters an object: what grows most when it is read. */
    private Hostile emptyMessages() {
        int megabyte = 1 << 20;
        if (random.nextBoolean()) {
            byte[] text = ("{\"resourceMetrics\":[" + "{},".repeat(megabyte / 3) + "{}]}").getBytes(UTF_8);
            return new Hostile("/v1/metrics", JSON, "gzip", Coding.GZIP.applied(text));
        }
        byte[] messages = new byte[(1 + random.nextInt(4)) * megabyte];
        for (int i = 0; i < messages.length; i += 2) {
            messages[i] = 0x0a;
        }
        return random.nextBoolean()
                ? new Hostile("/v1/metrics", PROTOBUF, "zstd", Coding.ZSTD.applied(messages))
                : new Hostile("/api/v1/write", PROTOBUF, "snappy", snappy(messages));
    }

    private Hostile bomb() {
        return switch (random.nextInt(4)) {
            case 0 -> new Hostile("/v1/metrics", PROTOBUF, "gzip", Coding.GZIP.applied(new byte[BOMB_BYTES]));
            case 1 -> new Hostile("/v1/logs", JSON, "zstd", Coding.ZSTD.applied(new byte[BOMB_BYTES]));
            case 2 -> new Hostile("/api/v1/write", PROTOBUF, "snappy", new byte[] {-1, -1, -1, -1, 7, 0});
            default -> // a frame that asks for a window of 2 GiB
                new Hostile("/v1/metrics", PROTOBUF, "zstd", new byte[] {
                    0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) 0xa8, 1, 0, 0
                });
        };
    }

    private Hostile nested() {
        int depth = 1 + random.nextInt(200_000);
        if (random.nextBoolean()) {
            String path = List.of("/v1/logs", "/lambda/telemetry").get(random.nextInt(2));
            return new Hostile(path, JSON, "", "[".repeat(depth).getBytes(UTF_8));
        }
        byte[] groups = new byte[depth];
        Arrays.fill(groups, (byte) 0x7b); // groups within groups
        return new Hostile("/v1/metrics", PROTOBUF, "", groups);
    }

    private static byte[] json(Message message) {
        try {
            return JsonFormat.printer().print(message).getBytes(UTF_8);
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] snappy(byte[] message) {
        try {
            return Snappy.compress(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.heaptide.diagnosis.capture;

import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.summary.ProfileFormats;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that serves {@code /debug/pprof/heap}, as Go's do, on the port that {@value #PORT} in its environment names. In
 * another network namespace it is asked at its own addresses there, so it must not listen on the loopback interface alone.
 */
final class PprofCapturer implements Capturer {

    private static final String PORT = "HEAPTIDE_PPROF_PORT";
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Leaves of the kernel's routing table: an address of this host, on the line after it. */
    private static final Pattern LOCAL_ADDRESS = Pattern.compile("\\|-- (\\d+\\.\\d+\\.\\d+\\.\\d+)\\s+/32 host LOCAL");

    @Override
    public String tool() {
        return "pprof";
    }

    @Override
    public boolean suits(TargetProcess process) {
        return process.environment(PORT).orElse("").matches("\\d{1,5}");
    }

    @Override
    public Capture capture(TargetProcess process, CaptureRun run)
            throws CaptureFailed, IOException, InterruptedException {
        int port = Integer.parseInt(process.environment(PORT).orElseThrow());
        ProfileImporter importer = ProfileFormats.named("pprof").orElseThrow();
        Set<String> addresses = addresses(process);
        return Capture.ofWhole(tool(), run.series(number -> {
            try (InputStream profile = profile(addresses, port)) {
                return new Snapshot(run.read(profile, importer), run.now());
            }
        }));
    }

    private static InputStream profile(Set<String> addresses, int port) throws CaptureFailed, InterruptedException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        String why = "it has no address";
        for (String address : addresses) {
            URI uri = URI.create("http://" + address + ":" + port + "/debug/pprof/heap");
            try {
                HttpResponse<InputStream> answer = client.send(
                        HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
                        HttpResponse.BodyHandlers.ofInputStream());
                if (answer.statusCode() == 200) {
                    return answer.body();
                }
                answer.body().close();
                why = "it answers with status " + answer.statusCode();
            } catch (IOException unreachable) {
                why = unreachable.toString();
            }
        }
        throw new CaptureFailed("no heap profile at port " + port + " of " + addresses + ": " + why);
    }

    private static Set<String> addresses(TargetProcess process) throws IOException {
        Path own = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
        if (Files.readSymbolicLink(process.file("ns/net")).equals(own)) {
            return Set.of(LOOPBACK);
        }
        Set<String> addresses = new LinkedHashSet<>();
        Matcher leaf = LOCAL_ADDRESS.matcher(Files.readString(process.file("net/fib_trie")));
        while (leaf.find()) {
            if (!leaf.group(1).startsWith("127.")) {
                addresses.add(leaf.group(1));
            }
        }
        return addresses;
    }
}

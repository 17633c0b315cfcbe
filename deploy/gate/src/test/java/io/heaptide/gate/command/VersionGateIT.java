package io.heaptide.gate.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.Client;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heaptide.clickhouse.ClickHouseTarget;
import io.heaptide.clickhouse.SchemaMigrator;
import io.heaptide.clickhouse.SchemaOptions;
import io.heaptide.gate.command.Machine.Run;
import io.heaptide.local.LocalClickHouse;
import io.heaptide.schemas.settings.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The release template against a real ClickHouse with the trends of two versions in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VersionGateIT {

    private static final String DATABASE = "heaptide";

    @TempDir
    Path folder = Path.of("");

    private final LocalClickHouse server = LocalClickHouse.temporary();

    @BeforeAll
    void twoVersionsOfTwoServices() throws Exception {
        URI url = URI.create(server.httpUrl());
        var target = new ClickHouseTarget(url, server.user(), new Secret(server.password()), DATABASE);
        SchemaMigrator.of(target, SchemaOptions.defaults(), InstantSource.system())
                .migrate();
        seed("leaky", 9);
        seed("calm", 1);
        execute(
                "INSERT INTO allocation_sites (service_name, service_version, service_instance_id, source, window_start,"
                        + " window_end, fingerprint, site, live_bytes) SELECT 'leaky', '1.1', 'leaky-3', 'jfr', window_end,"
                        + " now64(3) - toIntervalMinute(60 - 10 * number) AS window_end, 'a1b2c3d4e5f60718',"
                        + " 'com.acme.OrderCache.put', number * 1048576 FROM numbers(6)");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aVersionThatOutgrowsTheRunningOneFailsWithItsSite() throws Exception {
        Path project = project();
        Path source = project.resolve("src/main/java/com/acme/OrderCache.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "class OrderCache {}");
        Run run = release(project, "leaky", Map.of());
        assertThat(run.code()).as(run.printed()).isEqualTo(1);
        assertThat(run.printed())
                .contains("FAILED leaky 1.1")
                .contains("MiB/h in 1.1 (2 lives)")
                .contains("100 % of the growth is com.acme.OrderCache.put");
        JsonNode violation = new ObjectMapper()
                .readTree(Files.readString(project.resolve("heaptide/code-quality.json")))
                .get(0);
        assertThat(violation.at("/location/path").asText()).isEqualTo("src/main/java/com/acme/OrderCache.java");
        assertThat(Files.readString(project.resolve("heaptide/junit.xml")))
                .contains("<failure type=\"version-growth\"");
    }

    @Test
    void aVersionThatGrowsAsTheRunningOnePasses() throws Exception {
        Run run = release(project(), "calm", Map.of());
        assertThat(run.code()).as(run.printed()).isZero();
        assertThat(run.printed()).contains("PASSED calm 1.1");
    }

    @Test
    void aVersionThatNobodySawFailsAfterTheWaitUnlessItMayPass() throws Exception {
        Map<String, String> unseen = Map.of("HEAPTIDE_VERSION", "2.0", "HEAPTIDE_WAIT", "5s");
        Run run = release(project(), "calm", unseen);
        assertThat(run.code()).as(run.printed()).isEqualTo(1);
        assertThat(run.printed())
                .contains("gate: waiting: nothing was heard of the new version yet")
                .contains("undecided")
                .contains("no verdict: nothing was heard of the new version yet");
        Map<String, String> mayPass = new HashMap<>(unseen);
        mayPass.putAll(Map.of("HEAPTIDE_NO_DATA", "pass", "HEAPTIDE_WAIT", "0s"));
        assertThat(release(project(), "calm", mayPass).code()).isZero();
    }

    @Test
    void wrongUseIsTwoAndAnAbsentServerIsOne() throws Exception {
        assertThat(release(project(), "", Map.of()).code()).isEqualTo(2);
        assertThat(release(project(), "calm", Map.of("HEAPTIDE_MIN_AGE", "soon"))
                        .code())
                .isEqualTo(2);
        Run away = release(project(), "calm", Map.of("HEAPTIDE_CLICKHOUSE_URL", "http://127.0.0.1:1"));
        assertThat(away.code()).isEqualTo(1);
        assertThat(away.printed()).contains("version: ClickHouse at http://127.0.0.1:1 gave no answer");
    }

    private Path project() throws Exception {
        return Files.createTempDirectory(folder, "project");
    }

    private Run release(Path project, String service, Map<String, String> set) throws Exception {
        Map<String, String> variables = new HashMap<>(Map.of(
                "HEAPTIDE_SERVICE",
                service,
                "HEAPTIDE_VERSION",
                "1.1",
                "HEAPTIDE_WAIT",
                "0s",
                "HEAPTIDE_CLICKHOUSE_URL",
                server.httpUrl(),
                "HEAPTIDE_CLICKHOUSE_USER",
                server.readOnlyUser(),
                "HEAPTIDE_CLICKHOUSE_PASSWORD",
                server.readOnlyPassword(),
                "HEAPTIDE_CLICKHOUSE_DATABASE",
                DATABASE));
        variables.putAll(set);
        return GitlabJob.of("release.yml").run(project, variables);
    }

    /** Three lives of 1.0 that grow by 1 MiB an hour and two of 1.1, some hours younger. */
    private void seed(String service, int newMibPerHour) throws Exception {
        execute(("INSERT INTO series_trends (service_name, service_version, service_instance_id, started_at, signal,"
                        + " window_start, window_end, verdict, score, level_bytes, algo_version)"
                        + " SELECT '%1$s', if(life < 3, '1.0', '1.1'), concat('%1$s-', toString(life)), start,"
                        + " 'process.memory.usage', start, start + toIntervalMinute(30 * step) AS at, 'steady', 10,"
                        + " (100 + life + if(life < 3, 1 + 0.05 * life, %2$d) * 0.5 * step) * 1048576, 1 FROM (SELECT"
                        + " intDiv(number, 16) AS life, 1 + number %% 16 AS step,"
                        + " now64(3) - toIntervalHour(if(intDiv(number, 16) < 3, 30, 6)) AS start FROM numbers(80))"
                        + " WHERE at <= now64(3)")
                .formatted(service, newMibPerHour));
    }

    private void execute(String statement) throws Exception {
        try (Client client = new Client.Builder()
                .addEndpoint(server.httpUrl())
                .setUsername(server.user())
                .setPassword(server.password())
                .setDefaultDatabase(DATABASE)
                .build()) {
            client.execute(statement).get().close();
        }
    }
}

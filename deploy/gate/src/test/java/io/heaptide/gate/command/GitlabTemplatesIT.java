package io.heaptide.gate.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heaptide.gate.command.Machine.Run;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** The scripts of {@code deploy/gitlab}, run with the real tools on a project with a leak and without. */
class GitlabTemplatesIT {

    @TempDir
    Path folder = Path.of("");

    private Path project = Path.of("");
    private String base = "";

    @BeforeEach
    void aProjectWithoutALeak() throws Exception {
        project = Files.createDirectory(folder.resolve("project"));
        Files.createDirectories(project.resolve("src"));
        Files.createDirectories(project.resolve("docs"));
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/cache.c"))) {
            Files.copy(in, project.resolve("src/cache.c"));
        }
        Files.writeString(project.resolve(".gitignore"), "build/\nheaptide/\n");
        Files.writeString(
                project.resolve(".heaptide-targets"),
                "# what tests what\nsrc/cache  build/cache --quick\nsrc/other  build/absent\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge-request.yml", "pre-release.yml", "release.yml"})
    void aTemplateKeepsItsReportsAndNamesNoRegistry(String template) throws IOException {
        JsonNode job = GitlabJob.of(template).job();
        assertThat(job.path("image").asText()).isEqualTo("$HEAPTIDE_IMAGE");
        assertThat(job.at("/artifacts/when").asText()).isEqualTo("always");
        assertThat(job.at("/artifacts/reports/junit").asText()).isEqualTo("heaptide/junit.xml");
        assertThat(job.at("/artifacts/reports/codequality").asText()).isEqualTo("heaptide/code-quality.json");
        assertThat(GitlabJob.of(template).script()).isNotEmpty();
    }

    @Test
    void aMergeRequestWithALeakFailsAndItsFixPasses() throws Exception {
        Machine.needs("git", "gcc", "valgrind");
        compile("-DLEAKS");
        changeSource();
        Run leaking = mergeRequest();
        assertThat(leaking.code()).as(leaking.printed()).isEqualTo(1);
        assertThat(leaking.printed()).contains("valgrind build/cache --quick").contains("FAILED valgrind");
        JsonNode violation = theOnlyViolation();
        assertThat(violation.at("/location/path").asText()).isEqualTo("src/cache.c");
        assertThat(violation.at("/location/lines/begin").asInt()).isEqualTo(lineOf("malloc(size)"));
        assertThat(violation.path("description").asText()).containsPattern("18\\.\\d MiB in 19\\d\\d blocks lost");
        assertThat(violation.path("severity").asText()).isEqualTo("major");
        assertThat(junit().getAttribute("failures")).isEqualTo("2"); // the sum and the site

        String fingerprint = violation.path("fingerprint").asText().split("-", -1)[2];
        Files.writeString(project.resolve(".heaptide-known"), fingerprint + "  until the cache is replaced\n");
        Run tolerated = mergeRequest();
        assertThat(tolerated.code()).as(tolerated.printed()).isZero();
        assertThat(junit().getAttribute("skipped")).isEqualTo("1");

        Files.delete(project.resolve(".heaptide-known"));
        compile();
        Run fixed = mergeRequest();
        assertThat(fixed.code()).as(fixed.printed()).isZero();
        assertThat(junit().getAttribute("failures")).isEqualTo("0");
    }

    @Test
    void aMergeRequestThatTouchesNoTargetRunsNothing() throws Exception {
        Machine.needs("git", "gcc", "valgrind");
        compile("-DLEAKS");
        commit();
        base = git("rev-parse HEAD");
        Files.writeString(project.resolve("docs/guide.md"), "more words");
        commit();
        Run run = mergeRequest();
        assertThat(run.code()).as(run.printed()).isZero();
        assertThat(run.printed()).contains("nothing changed that .heaptide-targets names");
    }

    @Test
    void aWorkloadThatGrowsOnceItIsWarmFailsAndItsFixPasses() throws Exception {
        Machine.needs("gcc", "google-pprof");
        compile("-DLEAKS");
        Run leaking = preRelease("build/cache");
        assertThat(leaking.code()).as(leaking.printed()).isEqualTo(1);
        assertThat(theOnlyViolation().at("/location/path").asText()).isEqualTo("src/cache.c");
        assertThat(theOnlyViolation().path("description").asText()).startsWith("cache_put (cache.c:");

        compile();
        Run fixed = preRelease("build/cache");
        assertThat(fixed.code()).as(fixed.printed()).isZero();
        assertThat(fixed.printed()).contains("PASSED gperftools");
    }

    @Test
    void aWorkloadThatWasForgottenOrIsTooShortSaysSo() throws Exception {
        Machine.needs("gcc", "google-pprof");
        compile();
        assertThat(preRelease("").code()).isEqualTo(2);
        Run idle = preRelease("true");
        assertThat(idle.code()).as(idle.printed()).isNotZero();
    }

    private Run mergeRequest() throws Exception {
        delete(project.resolve("heaptide"));
        return GitlabJob.of("merge-request.yml").run(project, Map.of("CI_MERGE_REQUEST_DIFF_BASE_SHA", base));
    }

    private Run preRelease(String workload) throws Exception {
        delete(project.resolve("heaptide"));
        return GitlabJob.of("pre-release.yml")
                .run(project, Map.of("HEAPTIDE_WORKLOAD", workload, "HEAPTIDE_SNAPSHOT_BYTES", "1048576"));
    }

    private void compile(String... defines) throws Exception {
        Files.createDirectories(project.resolve("build"));
        run("gcc -g -O0 " + String.join(" ", defines) + " -o build/cache src/cache.c");
    }

    private void changeSource() throws Exception {
        commit();
        base = git("rev-parse HEAD");
        Files.writeString(
                project.resolve("src/cache.c"), Files.readString(project.resolve("src/cache.c")) + "// changed\n");
        commit();
    }

    private void commit() throws Exception {
        git("init -q");
        git("add .");
        git("-c user.name=a -c user.email=a@example.org commit -q -m change");
    }

    private String git(String words) throws Exception {
        return run("git " + words).strip();
    }

    private String run(String command) throws Exception {
        Run run = Machine.shell(project, Map.of(), command);
        assertThat(run.code()).as("%s: %s", command, run.printed()).isZero();
        return run.printed();
    }

    private JsonNode theOnlyViolation() throws IOException {
        JsonNode violations =
                new ObjectMapper().readTree(Files.readString(project.resolve("heaptide/code-quality.json")));
        assertThat(violations.size()).as(violations.toString()).isEqualTo(1);
        return violations.get(0);
    }

    private Element junit() throws Exception {
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(project.resolve("heaptide/junit.xml").toFile());
        return (Element) document.getElementsByTagName("testsuite").item(0);
    }

    private int lineOf(String code) throws IOException {
        List<String> lines = Files.readAllLines(project.resolve("src/cache.c"));
        return 1
                + IntStream.range(0, lines.size())
                        .filter(i -> lines.get(i).contains(code))
                        .findFirst()
                        .orElseThrow();
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}

package io.heaptide.gate.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * One job of a template, run here as a runner would: its variables, then its script's lines in one shell.
 *
 * @param job its node
 */
record GitlabJob(JsonNode job) {

    static final Path TEMPLATES = Path.of("..", "gitlab");

    /** The only job of a template. */
    static GitlabJob of(String template) throws IOException {
        JsonNode file = new YAMLMapper().readTree(Files.readString(TEMPLATES.resolve(template)));
        assertThat(file.size()).as("jobs of %s", template).isEqualTo(1);
        return new GitlabJob(file.elements().next());
    }

    List<String> script() {
        return StreamSupport.stream(job.path("script").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    Machine.Run run(Path project, Map<String, String> set) throws IOException, InterruptedException {
        Map<String, String> variables = new HashMap<>(Map.of("HEAPTIDE_CLICKHOUSE_PASSWORD", ""));
        job.path("variables")
                .properties()
                .forEach(variable ->
                        variables.put(variable.getKey(), variable.getValue().asText()));
        variables.putAll(set);
        Path beside = Objects.requireNonNull(project.toAbsolutePath().getParent());
        variables.put("HEAPTIDE", HeaptideProgram.into(beside).toString());
        return Machine.shell(project, variables, script().stream().collect(Collectors.joining("\n")));
    }
}

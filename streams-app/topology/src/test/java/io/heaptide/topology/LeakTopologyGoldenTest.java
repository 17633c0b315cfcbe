package io.heaptide.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.core.DetectorPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;
import org.junit.jupiter.api.Test;

class LeakTopologyGoldenTest {

    private final LeakTopology topology = new LeakTopology(TopologyConfig.of(DetectorPolicy.defaults(), 8));

    @Test
    void isWhatWasReviewed() throws IOException {
        assertThat(text(topology.get().describe()))
                .as("a change here changes names of internal topics or the shape of tasks: a running fleet must be"
                        + " drained first. If it is meant, update topology.golden.txt")
                .isEqualTo(golden());
    }

    @Test
    void givesTheSameTopologyTwice() {
        assertThat(text(topology.get().describe()))
                .isEqualTo(text(topology.get().describe()));
    }

    // Kafka's own text lists successors in the order of a hash set
    private static String text(TopologyDescription description) {
        return description.subtopologies().stream()
                .sorted(Comparator.comparingInt(Subtopology::id))
                .map(part -> "sub-topology " + part.id() + "\n" + text(part.nodes()))
                .collect(joining("\n\n"));
    }

    private static String text(Set<Node> nodes) {
        return nodes.stream()
                .sorted(Comparator.comparing(Node::name))
                .map(node -> "  " + node.name() + details(node) + " -> " + names(node.successors()))
                .collect(joining("\n"));
    }

    private static String details(Node node) {
        if (node instanceof Source source) {
            return " from " + source.topicSet();
        }
        if (node instanceof Sink sink) {
            return " to " + sink.topic();
        }
        Set<String> stores = ((Processor) node).stores();
        return stores.isEmpty() ? "" : " with " + stores.stream().sorted().toList();
    }

    private static String names(Set<Node> nodes) {
        return nodes.stream().map(Node::name).sorted().toList().toString();
    }

    private static String golden() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(LeakTopologyGoldenTest.class.getResourceAsStream("/topology.golden.txt"))) {
            return new String(in.readAllBytes(), UTF_8).strip();
        }
    }
}

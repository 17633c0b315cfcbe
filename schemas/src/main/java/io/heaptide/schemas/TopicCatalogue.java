package io.heaptide.schemas;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that are absent and checks those that are present. */
public final class TopicCatalogue {

    private final Admin admin;

    public TopicCatalogue(Admin admin) {
        this.admin = admin;
    }

    /**
     * Makes every topic exist.
     *
     * @param replicationFactor for new topics; -1 takes the broker's default
     * @throws IllegalStateException if a topic is present with fewer partitions than the catalogue asks for
     * @throws ExecutionException if the broker refuses
     */
    public void ensure(List<? extends Topic<? extends SpecificRecordBase>> topics, short replicationFactor)
            throws ExecutionException, InterruptedException {
        Set<String> names = admin.listTopics().names().get();
        create(topics.stream().filter(topic -> !names.contains(topic.name())), replicationFactor);
        // not those just created: a broker may not know of them yet
        check(topics.stream().filter(topic -> names.contains(topic.name())).toList());
    }

    private void create(Stream<? extends Topic<? extends SpecificRecordBase>> topics, short replicationFactor)
            throws ExecutionException, InterruptedException {
        List<NewTopic> absent = topics.map(topic ->
                        new NewTopic(topic.name(), topic.partitions(), replicationFactor).configs(topic.config()))
                .toList();
        for (var creation : admin.createTopics(absent).values().values()) {
            try {
                creation.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) { // another instance was first
                    throw e;
                }
            }
        }
    }

    private void check(List<? extends Topic<? extends SpecificRecordBase>> topics)
            throws ExecutionException, InterruptedException {
        List<String> names = topics.stream().map(Topic::name).collect(Collectors.toList());
        Map<String, TopicDescription> found =
                admin.describeTopics(names).allTopicNames().get();
        List<String> wrong = new ArrayList<>();
        for (Topic<?> topic : topics) {
            int partitions =
                    requireNonNull(found.get(topic.name())).partitions().size();
            if (partitions < topic.partitions()) {
                wrong.add(topic.name() + " has " + partitions + " partitions, needs " + topic.partitions()
                        + "; add partitions before the first start, or set HEAPTIDE_TOPIC_PARTITIONS=" + partitions);
            }
        }
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(String.join("\n", wrong));
        }
    }
}

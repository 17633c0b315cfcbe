package io.heaptide.backtest;

import io.heaptide.core.InstanceAssessment;
import io.heaptide.core.InstanceId;
import io.heaptide.core.ServiceScore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What happened to the services and instances of one shard, for the summary and the report. */
final class Chronicle {
    /** Ended instances whose stories are kept: the report shows far fewer. */
    private static final int MAX_ENDED = 1_000;

    private final long paneMillis;
    private final int maxRecorded;
    private final Map<String, Story> services = new LinkedHashMap<>();
    private final Map<String, Map<String, Story>> instances = new HashMap<>();
    private final List<Story> ended = new ArrayList<>();
    private int recorded;
    private long series;
    private long begun;

    /** @param maxRecorded instances whose readings are kept for plots; a later one only from when it is suspected */
    Chronicle(Duration pane, int maxRecorded) {
        this.paneMillis = pane.toMillis();
        this.maxRecorded = maxRecorded;
    }

    void read(Reading reading, boolean kept) {
        if (maxRecorded > 0 && kept) {
            story(reading.service(), reading.instance()).recording().ifPresent(recording -> recording.read(reading));
        }
    }

    void began(InstanceId instance) {
        series++;
    }

    void assessed(InstanceAssessment assessment) {
        Story story = story(
                assessment.instance().service().name(), assessment.instance().id());
        story.hears(Opinion.of(assessment));
        if (maxRecorded > 0
                && story.recording().isEmpty()
                && assessment.verdict().isConcern()) {
            story.keep(new Recording(paneMillis));
        }
        story.recording().ifPresent(recording -> recording.judged(assessment));
    }

    void scored(ServiceScore score) {
        services.computeIfAbsent(score.service().name(), name -> new Story(name, ""))
                .hears(Opinion.of(score));
    }

    /** Forgets an instance that is gone, unless it was a concern. */
    void ended(InstanceId instance) {
        Story story = story(instance.service().name(), instance.id());
        instances.getOrDefault(story.service(), Map.of()).remove(story.instance());
        if (story.verdict().isConcern() && ended.size() < MAX_ENDED) {
            ended.add(story);
        } else if (story.recording().isPresent()) {
            recorded--;
        }
    }

    private Story story(String service, String instance) {
        return instances
                .computeIfAbsent(service, name -> new LinkedHashMap<>())
                .computeIfAbsent(instance, id -> begin(service, id));
    }

    private Story begin(String service, String instance) {
        begun++;
        Story story = new Story(service, instance);
        if (recorded < maxRecorded) {
            recorded++;
            story.keep(new Recording(paneMillis));
        }
        return story;
    }

    long series() {
        return series;
    }

    /** How many instances there were; one that came back after it was gone counts twice. */
    long instances() {
        return begun;
    }

    Collection<Story> services() {
        return services.values();
    }

    /** The instances that still were there in the end, and the concerns among those that were not. */
    List<Story> instanceStories() {
        List<Story> all = new ArrayList<>(ended);
        instances.values().forEach(some -> all.addAll(some.values()));
        return all;
    }
}

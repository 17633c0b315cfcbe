package io.heaptide.benchmarks.detection;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What every method made of every dataset. */
record Results(List<Result> all) {
    Results {
        all = List.copyOf(all);
    }

    /** In the order they were tried, Heaptide first. */
    List<String> methods() {
        return all.stream().map(Result::method).distinct().toList();
    }

    List<Result> of(String method) {
        return all.stream().filter(each -> each.method().equals(method)).toList();
    }

    List<Result> recorded(String method) {
        return of(method, false);
    }

    List<Result> simulated(String method) {
        return of(method, true);
    }

    private List<Result> of(String method, boolean simulated) {
        return of(method).stream()
                .filter(each -> each.dataset().simulated() == simulated)
                .toList();
    }

    /** Over the recorded datasets. */
    Summary macro(String method) {
        return Summary.macro(recorded(method).stream().map(Result::figures).toList());
    }

    /** Over all simulated fleets, by the story a service's memory tells. */
    Map<String, Figures> byShape(String method) {
        return simulated(method).stream()
                .flatMap(each -> each.outcomes().stream())
                .collect(Collectors.groupingBy(
                        outcome -> outcome.of().shape(),
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), Figures::of)));
    }
}

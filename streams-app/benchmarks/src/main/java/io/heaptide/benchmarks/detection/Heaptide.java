package io.heaptide.benchmarks.detection;

import io.heaptide.backtest.Change;
import io.heaptide.backtest.Reading;
import io.heaptide.backtest.Replay;
import io.heaptide.backtest.ReplayListener;
import io.heaptide.benchmarks.detection.Setting.Scope;
import io.heaptide.core.DetectorPolicy;
import io.heaptide.core.InstanceAssessment;
import io.heaptide.core.SeriesAssessment;
import io.heaptide.core.ServiceScore;
import io.heaptide.core.Verdict;
import java.util.List;
import java.util.function.Consumer;

/** The detector of this project with its default policy, as the back-test and the pipeline run it. */
final class Heaptide implements Method {
    @Override
    public String label() {
        return "Heaptide";
    }

    @Override
    public Detector begin(Setting setting, Consumer<Opinion> opinions) {
        DetectorPolicy policy = DetectorPolicy.defaults().withPane(setting.pane());
        return new Session(new Replay(policy, new Ear(setting.scope(), opinions)));
    }

    private record Session(Replay replay) implements Detector {
        @Override
        public void take(Reading reading) {
            replay.take(reading);
        }

        @Override
        public void finish() {
            replay.finish();
        }
    }

    /** Passes on what is said about instances or about services. */
    private record Ear(Scope scope, Consumer<Opinion> opinions) implements ReplayListener {
        @Override
        public void changed(Change change) {
            // every change is an assessment or a score first
        }

        @Override
        public void assessed(InstanceAssessment said) {
            if (scope == Scope.INSTANCE) {
                opinions.accept(new Opinion(
                        said.atMillis(),
                        level(said.verdict()),
                        said.score(),
                        said.deciding().map(SeriesAssessment::gates).orElse(List.of())));
            }
        }

        @Override
        public void scored(ServiceScore said) {
            if (scope == Scope.SERVICE) {
                opinions.accept(new Opinion(said.atMillis(), level(said.verdict()), said.score(), said.gates()));
            }
        }

        private static Level level(Verdict verdict) {
            return switch (verdict) {
                case LEAKING -> Level.ALARM;
                case SUSPECT -> Level.SUSPECT;
                default -> Level.CLEAR;
            };
        }
    }
}

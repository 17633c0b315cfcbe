package io.heaptide.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.core.Verdict;
import org.junit.jupiter.api.Test;

class CourseTest {
    private final Course course = new Course();

    @Test
    void withoutAConcernTheLastVerdictCounts() {
        assertThat(course.takes(1, Verdict.SAWTOOTH)).isTrue();
        assertThat(course.takes(2, Verdict.STEADY)).isTrue();
        assertThat(course.gravest()).isEqualTo(Verdict.STEADY);
        assertThat(course.firstAlarmMillis()).isEmpty();
    }

    @Test
    void aConcernIsRememberedWhenItIsOver() {
        course.takes(1, Verdict.STEADY);
        assertThat(course.takes(2, Verdict.SUSPECT)).isTrue();
        assertThat(course.takes(3, Verdict.STEADY)).isFalse();
        assertThat(course.gravest()).isEqualTo(Verdict.SUSPECT);
        assertThat(course.last()).isEqualTo(Verdict.STEADY);
    }

    @Test
    void alarmsAreCountedWhenTheyBegin() {
        course.takes(1, Verdict.LEAKING);
        course.takes(2, Verdict.LEAKING);
        course.takes(3, Verdict.STEADY);
        course.takes(4, Verdict.LEAKING);
        assertThat(course.alarms()).isEqualTo(2);
        assertThat(course.firstAlarmMillis()).hasValue(1);
    }
}

package io.heaptide.node.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as Linux 6.18 has printed them. */
class KernelFormsTest {

    private static final String STAT =
            "4528 (my (odd) name) R 4467 4467 28754 0 -1 4194304 100 0 0 0 0 0 0 0 20 0 1 0 2585280"
                    + " 3133440 412 18446744073709551615 94708928286720 94708928306601 140737176889216 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0";

    private static final String KILL =
            "6,1418,26286747418,-;oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,"
                    + "mems_allowed=0,oom_memcg=/kubepods,task_memcg=/kubepods/pod1/c,task=python3,pid=9173,uid=0\n";

    @Test
    void aProcessMayHaveParenthesesInItsName() {
        assertThat(ProcessStat.parse(4528, STAT)).contains(new ProcessStat(4528, "my (odd) name", 2585280, 412));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1 (", "1 ()", "1 (x) R", "1 (x) R 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 x 20 21 22"})
    void whatIsNoProcessIsNone(String text) {
        assertThat(ProcessStat.parse(1, text)).isEmpty();
    }

    @Test
    void pressureIsTheShareOfTheLastTenSeconds() {
        String text =
                "some avg10=12.50 avg60=1.00 avg300=0.20 total=90210\nfull avg10=3.25 avg60=0.00 avg300=0.00 total=12\n";

        assertThat(Pressure.parse(text)).contains(new Pressure(12.5, 3.25, 90210));
        assertThat(Pressure.parse("some avg10=1.2.3 avg60=0 avg300=0 total=1\nfull avg10=0 total=0\n"))
                .isEmpty();
        assertThat(Pressure.parse("")).isEmpty();
    }

    @Test
    void aKillNamesItsGroupAndItsProcess() {
        assertThat(OomKill.parse(KILL))
                .contains(new OomKill(26_286_747, "CONSTRAINT_MEMCG", "/kubepods/pod1/c", 9173, "python3"));
    }

    @Test
    void theRootsGroupIsAnEmptyPath() {
        String inRoot = KILL.replace("task_memcg=/kubepods/pod1/c", "task_memcg=/");

        assertThat(OomKill.parse(inRoot))
                .hasValueSatisfying(kill -> assertThat(kill.group()).isEmpty());
    }

    @Test
    void otherLinesOfTheLogAreNoKills() {
        assertThat(OomKill.parse("6,1,2,-;usb 1-1: new device\n SUBSYSTEM=usb\n"))
                .isEmpty();
        assertThat(OomKill.parse("4,9,9,-;Memory cgroup out of memory: Killed process 9173 (python3)\n"))
                .isEmpty();
    }
}

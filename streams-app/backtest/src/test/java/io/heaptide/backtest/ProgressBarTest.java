package io.heaptide.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final StringWriter text = new StringWriter();
    private long nanos;

    @Test
    void aTerminalShowsShareRateAndWhatIsLeftInOneLine() {
        ProgressBar bar = new ProgressBar(new PrintWriter(text), true, () -> nanos);
        show(bar, Duration.ofSeconds(10), 0.25, 1_000_000);
        assertThat(text.toString())
                .startsWith("\r[========  ")
                .contains(" 25 %  1,000,000 samples  100,000 a second  0:30 left");
        bar.finish("done");
        assertThat(text.toString())
                .endsWith("\r\u001b[Kdone" + System.lineSeparator())
                .doesNotContain("left" + System.lineSeparator());
    }

    @Test
    void elsewhereThereIsAPlainLineNowAndThen() {
        ProgressBar bar = new ProgressBar(new PrintWriter(text), false, () -> nanos);
        show(bar, Duration.ofSeconds(5), 0.1, 10);
        assertThat(text.toString()).isEmpty();
        show(bar, Duration.ofHours(2), 0.5, 7_200);
        assertThat(text.toString()).isEqualTo(" 50 %  7,200 samples  1 a second  2:00 h left" + System.lineSeparator());
    }

    /** The clock is looked at once in many calls. */
    private void show(ProgressBar bar, Duration since, double share, long readings) {
        nanos = since.toNanos();
        for (int i = 0; i < 256; i++) {
            bar.show(share, readings);
        }
    }
}

package io.heaptide.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.Topics;
import io.heaptide.schemas.settings.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClickHouseOutageIT {

    private static final int MINUTES = 1000;
    private static final int SAMPLES = 50;
    private static final Path LOG = Path.of("target", "test.log"); // as log4j2-test.properties says

    private Stack stack;

    @BeforeAll
    void startStack() throws ExecutionException, InterruptedException {
        stack = Stack.start();
    }

    @AfterAll
    void stopStack() {
        stack.close();
    }

    @Test
    void anOutageInTheMiddleOfAStreamLosesNothingAndDoublesNothing() throws InterruptedException {
        Records cart = new Records("cart");
        try (ClickHouseSink sink = Stack.started(stack.config("outage"))) {
            publish(cart, 0, 300);
            stack.awaitCount("outage", countOf("leak_scores", cart), 1);
            stack.clickHouse().kill();
            publish(cart, 300, 700);
            Stack.await("health reports it", () -> !sink.health().healthy());
            Thread.sleep(3000); // long enough for several back-offs
            assertThat(sink.health().failed()).isFalse();
            assertThat(sink.health().tables().get("leak_scores")).satisfies(table -> {
                assertThat(table.state()).isEqualTo(SinkState.RETRYING);
                assertThat(table.failingSince()).isPresent();
                assertThat(table.problem()).contains("insert into leak_scores");
            });
            stack.clickHouse().restart();
            publish(cart, 700, MINUTES);
            awaitAll("outage", cart);
            Stack.await("health recovers", () -> sink.health().healthy());
        }
        assertAllOnce("outage", cart);
    }

    @Test
    void aSinkThatDiesAndOneThatJoinsLoseNothingAndDoubleNothing() throws InterruptedException {
        Records mail = new Records("mail");
        SinkConfig config = stack.config("moved");
        publish(mail, 0, 300);
        try (ClickHouseSink first = Stack.started(config)) {
            stack.awaitCount("moved", countOf("leak_scores", mail), 100);
            assertThat(first.health().failed()).isFalse();
        }
        try (ClickHouseSink second = Stack.started(config)) {
            publish(mail, 300, 600);
            try (ClickHouseSink third = Stack.started(config)) {
                publish(mail, 600, MINUTES);
                awaitAll("moved", mail);
                assertThat(third.health().failed()).isFalse();
            }
            assertThat(second.health().failed()).isFalse();
        }
        assertAllOnce("moved", mail);
    }

    @Test
    void aSinkThatStartsBeforeItsServerWaitsForIt() throws InterruptedException {
        Records late = new Records("late");
        publish(late, 0, MINUTES);
        stack.clickHouse().stop();
        try (ClickHouseSink sink = Stack.started(stack.config("waiting"))) {
            Stack.await("health reports it", () -> sink.health().schema() == SinkState.RETRYING);
            assertThat(sink.health().healthy()).isFalse();
            stack.clickHouse().restart();
            awaitAll("waiting", late);
        }
        assertAllOnce("waiting", late);
    }

    @Test
    void aSinkStopsInTimeWhileItsServerIsAway() throws InterruptedException {
        ClickHouseSink sink = Stack.started(stack.config("stopping"));
        Stack.await("it runs", () -> sink.health().healthy());
        stack.clickHouse().kill();
        try {
            publish(new Records("stopping"), 0, 10);
            Stack.await("it retries", () -> !sink.health().healthy());
            long began = System.nanoTime();
            sink.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        } finally {
            stack.clickHouse().restart();
        }
    }

    @Test
    void aWrongPasswordIsRetriedReportedAndNeverPrinted() throws InterruptedException, IOException {
        String secret = "hunter2-never-print-me";
        ClickHouseTarget right = stack.target("secret");
        ClickHouseTarget wrong = new ClickHouseTarget(right.url(), right.user(), new Secret(secret), right.database());
        SinkConfig config = new SinkConfig(
                stack.config("secret").kafka(),
                "secret",
                wrong,
                SchemaOptions.defaults(),
                true,
                BatchPolicy.defaults(),
                BackoffPolicy.defaults());
        try (ClickHouseSink sink = Stack.started(config)) {
            Stack.await("health reports it", () -> sink.health().schema() == SinkState.RETRYING);
            assertThat(sink.health().problem()).contains("Authentication failed");
            Stack.await("it is logged", () -> logged().contains("Authentication failed"));
            assertThat(logged()).doesNotContain(secret);
            assertThat(config + " " + sink.health()).doesNotContain(secret);
        }
        assertThat(failureOf(wrong)).contains("Authentication failed").doesNotContain(secret);
        stack.clickHouse().stop();
        try {
            assertThat(failureOf(wrong)).contains("ConnectException").doesNotContain(secret);
        } finally {
            stack.clickHouse().restart();
        }
    }

    private static String logged() {
        try {
            return Files.readString(LOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String failureOf(ClickHouseTarget target) throws IOException {
        try (StringWriter trace = new StringWriter()) {
            try {
                SchemaMigrator.of(target, SchemaOptions.defaults(), InstantSource.system())
                        .migrate();
            } catch (ClickHouseFailure expected) {
                expected.printStackTrace(new PrintWriter(trace));
            }
            return trace.toString();
        }
    }

    private void publish(Records service, int fromMinute, int toMinute) {
        String key = "shop/" + service.service();
        stack.publish(
                Topics.LEAK_SCORES,
                key,
                IntStream.range(fromMinute, toMinute).mapToObj(service::score).toArray(LeakScore[]::new));
        stack.publish(
                Topics.MEMORY_SAMPLES,
                "7",
                IntStream.range(fromMinute, toMinute)
                        .mapToObj(minute -> service.samples(minute, SAMPLES))
                        .toArray(MemorySampleBatch[]::new));
    }

    private void awaitAll(String database, Records service) throws InterruptedException {
        stack.awaitCount(database, countOf("leak_scores", service), MINUTES);
        stack.awaitCount(database, countOf("memory_samples", service), (long) MINUTES * SAMPLES);
    }

    /** Rows are counted after replacement; what was stored is compared with what was published. */
    private void assertAllOnce(String database, Records service) {
        assertThat(stack.count(database, countOf("leak_scores", service))).isEqualTo(MINUTES);
        assertThat(stack.count(database, countOf("memory_samples", service))).isEqualTo((long) MINUTES * SAMPLES);
        assertThat(stack.count(
                        database,
                        "SELECT sum(toUnixTimestamp64Milli(window_end)) FROM leak_scores FINAL WHERE service_name = '"
                                + service.service() + "'"))
                .isEqualTo(
                        IntStream.range(0, MINUTES).mapToLong(Records::minute).sum());
    }

    private static String countOf(String table, Records service) {
        return "SELECT count() FROM " + table + " FINAL WHERE service_name = '" + service.service() + "'";
    }
}

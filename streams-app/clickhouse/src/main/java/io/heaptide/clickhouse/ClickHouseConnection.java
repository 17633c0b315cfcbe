package io.heaptide.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ClientFaultCause;
import com.clickhouse.client.api.command.CommandSettings;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.data.ClickHouseFormat;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** One client for all threads. Every call is bounded in time, happens at most once, and fails as one type. */
final class ClickHouseConnection implements AutoCloseable {

    private static final long CONNECT_SECONDS = 5;

    // Below Kafka's max.poll.interval.ms of 5 minutes, because the polling thread waits for the insert
    private static final long ANSWER_SECONDS = 60;

    // Above every batch: an insert is one block, and only then does its token stand for all of it
    private static final int BLOCK_ROWS = 2_000_000;

    private final Client client;

    /** A connection whose statements run in the target's database, or in {@code system} before that exists. */
    private ClickHouseConnection(ClickHouseTarget target, String database) {
        this.client = new Client.Builder()
                .addEndpoint(target.url().toString())
                .setUsername(target.user())
                .setPassword(target.password().value())
                .setDefaultDatabase(database)
                .setConnectTimeout(CONNECT_SECONDS, ChronoUnit.SECONDS)
                .setSocketTimeout(ANSWER_SECONDS, ChronoUnit.SECONDS)
                .compressClientRequest(true)
                .useHttpCompression(false)
                .retryOnFailures(ClientFaultCause.None) // ours retry with their own back-off, and report it
                .setMaxRetries(0)
                .setClientName("heaptide")
                .build();
    }

    static ClickHouseConnection to(ClickHouseTarget target) {
        return new ClickHouseConnection(target, target.database());
    }

    static ClickHouseConnection beforeDatabase(ClickHouseTarget target) {
        return new ClickHouseConnection(target, "system");
    }

    void execute(String what, String sql, Map<String, Object> parameters) {
        attempt(what, () -> client.execute(sql, parameters, new CommandSettings())
                .get());
    }

    List<GenericRecord> query(String what, String sql, Map<String, Object> parameters) {
        return attempt(what, () -> client.queryAll(sql, parameters));
    }

    /** Writes a batch as one block; a token seen before makes it a no-op. */
    void insert(String table, List<String> columns, RowOutput rows, String token) {
        InsertSettings settings = new InsertSettings()
                .setDeduplicationToken(token)
                .serverSetting("async_insert", "0")
                .serverSetting("insert_deduplicate", "1")
                .serverSetting("deduplicate_blocks_in_dependent_materialized_views", "1")
                .serverSetting("max_insert_block_size", Integer.toString(BLOCK_ROWS))
                .serverSetting("max_partitions_per_insert_block", "0") // a catch-up of weeks is one batch too
                .serverSetting("wait_end_of_query", "1");
        attempt("insert into " + table, () -> {
            client.insert(table, columns, rows::copyTo, ClickHouseFormat.RowBinary, settings)
                    .get()
                    .close();
            return table;
        });
    }

    @Override
    public void close() {
        client.close();
    }

    private interface Attempt<T> {
        T run() throws Exception;
    }

    private static <T> T attempt(String what, Attempt<T> attempt) {
        try {
            return attempt.run();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ClickHouseFailure(what, stopping);
        } catch (Exception e) { // the client answers with a dozen types, checked and not; all mean the same here
            throw new ClickHouseFailure(what, e);
        }
    }
}

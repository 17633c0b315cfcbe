package io.heaptide.queries;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ClientFaultCause;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/** Asks ClickHouse, read-only, with parameters bound by the server, within bounds of time and size. */
public final class QueryRunner implements AutoCloseable {

    private static final ClickHouseFormat FORMAT = ClickHouseFormat.JSONCompactEachRowWithNamesAndTypes;
    private static final long CONNECT_SECONDS = 5;
    private static final long GRACE_SECONDS = 5; // for the server to say itself that time is up

    private static final Pattern QUERY_ID = Pattern.compile("\\s*\\(queryId= ?[^)]*\\)\\s*$");

    private final QueryConfig config;
    private final InstantSource clock;
    private final Client client;

    public QueryRunner(QueryConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.client = new Client.Builder()
                .addEndpoint(config.url().toString())
                .setUsername(config.user())
                .setPassword(config.password().value())
                .setDefaultDatabase(config.database())
                .setConnectTimeout(CONNECT_SECONDS, ChronoUnit.SECONDS)
                .setSocketTimeout(config.timeout().toSeconds() + GRACE_SECONDS, ChronoUnit.SECONDS)
                .retryOnFailures(ClientFaultCause.None)
                .setMaxRetries(0)
                .setClientName("heaptide-query")
                .build();
    }

    /**
     * Answers a query of the library.
     *
     * @param given parameters by name, as a person writes them; the others take their defaults
     * @throws QueryUsageException if a parameter is unknown, missing, or no value of its type
     * @throws QueryFailed if ClickHouse is away or refuses
     */
    public QueryResult run(NamedQuery query, Map<String, String> given) {
        return ask(query.sql(), query.bind(given, clock.instant()));
    }

    /**
     * Answers any one statement that only reads.
     *
     * @throws QueryFailed if ClickHouse is away or refuses
     */
    public QueryResult sql(String statement) {
        return ask(statement, Map.of());
    }

    @Override
    public void close() {
        client.close();
    }

    @SuppressWarnings("try") // close() declares Exception; InterruptedException is caught as such below
    private QueryResult ask(String sql, Map<String, String> parameters) {
        try (QueryResponse response =
                client.query(sql, new HashMap<>(parameters), settings()).get()) {
            refuseOtherFormat(response);
            return ResultReader.read(response.getInputStream());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new QueryFailed("interrupted while ClickHouse was answering", stopping);
        } catch (QueryFailed e) {
            throw e;
        } catch (Exception e) { // the client answers with a dozen types, checked and not
            throw failure(e);
        }
    }

    private QuerySettings settings() {
        return new QuerySettings()
                .setFormat(FORMAT)
                .waitEndOfQuery(true) // else a failure half way would arrive inside the answer
                .serverSetting("readonly", "2")
                .serverSetting(
                        "max_execution_time", Long.toString(config.timeout().toSeconds()))
                .serverSetting("max_result_rows", Integer.toString(config.maxRows()))
                .serverSetting("result_overflow_mode", "throw")
                .serverSetting("session_timezone", "UTC")
                .serverSetting("date_time_output_format", "iso")
                .serverSetting("output_format_json_quote_64bit_integers", "0")
                .serverSetting("output_format_json_quote_denormals", "0")
                .serverSetting("output_format_json_named_tuples_as_objects", "1");
    }

    private static void refuseOtherFormat(QueryResponse response) {
        String format = response.getResponseHeaders().get("X-ClickHouse-Format");
        if (format != null && !format.equals(FORMAT.name())) {
            throw new QueryFailed("leave FORMAT " + format + " out of the statement and choose the output instead");
        }
    }

    private QueryFailed failure(Exception e) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        if (cause instanceof ServerException) {
            String answer = String.valueOf(cause.getMessage());
            return new QueryFailed(QUERY_ID.matcher(answer).replaceAll("").strip(), e);
        }
        Throwable innermost = cause;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        return new QueryFailed(
                "ClickHouse at " + config.url() + " gave no answer: "
                        + innermost.getClass().getSimpleName() + ": " + innermost.getMessage(),
                e);
    }
}

package io.heaptide.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.query.GenericRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalClickHouseIT {
    private static LocalClickHouse shared;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        shared = LocalClickHouse.temporary();
    }

    @AfterAll
    static void close() {
        shared.close();
    }

    @BeforeEach
    void forgetTheRows() throws Exception {
        execute(shared, "CREATE TABLE IF NOT EXISTS default.kept (x UInt64) ENGINE = MergeTree ORDER BY x");
        execute(shared, "TRUNCATE TABLE default.kept");
    }

    @Test
    void answersJdbc() throws Exception {
        String url = "jdbc:clickhouse:" + shared.httpUrl();
        try (Connection connection = DriverManager.getConnection(url, shared.user(), shared.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT currentUser(), timezone()")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("heaptide");
            assertThat(rows.getString(2)).isEqualTo("UTC");
        }
    }

    @Test
    void listensOnItsNativePort() {
        assertThat(LoopbackPorts.accepts(shared.nativePort())).isTrue();
    }

    @Test
    void keepsItsRowsOverARestart() throws Exception {
        insertThousand(shared);

        shared.restart();

        assertThat(countRows(shared)).isEqualTo("1000");
    }

    @Test
    void keepsItsRowsOverAKill() throws Exception {
        insertThousand(shared);

        shared.kill();
        assertThat(shared.isAlive()).isFalse();
        shared.restart();

        assertThat(countRows(shared)).isEqualTo("1000");
    }

    @Test
    void keepsRowsAndPasswordsForTheNextServerInTheDirectory() throws Exception {
        String password;
        try (LocalClickHouse first = start(LocalClickHouseConfig.in(directory))) {
            execute(first, "CREATE TABLE default.kept (x UInt64) ENGINE = MergeTree ORDER BY x");
            insertThousand(first);
            password = first.password();
        }
        try (LocalClickHouse second = start(LocalClickHouseConfig.in(directory))) {
            assertThat(second.password()).isEqualTo(password);
            assertThat(countRows(second)).isEqualTo("1000");
        }
    }

    @Test
    void refusesAWrongPassword() {
        assertThatThrownBy(() -> query(shared, shared.user(), "guess", "SELECT 1"))
                .hasStackTraceContaining("AUTHENTICATION_FAILED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 | TOO_BIG_AST",
                "SELECT file('/etc/passwd') | TOO_BIG_AST",
                "SELECT 1 SETTINGS max_ast_elements = 50 | SETTING_CONSTRAINT_VIOLATION",
                "SYSTEM STOP LISTEN HTTP | QUOTA_EXCEEDED"
            })
    void letsNobodyUseTheUserThatOpensThePorts(String sql, String refusal) {
        assertThatThrownBy(() -> query(shared, "default", "", sql)).hasStackTraceContaining(refusal);
    }

    @Test
    void letsTheReadOnlyUserReadAndChangeItsSettings() throws Exception {
        insertThousand(shared);

        assertThat(readOnly("SELECT count() FROM default.kept SETTINGS max_threads = 1"))
                .isEqualTo("1000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO default.kept VALUES (1) | grant INSERT",
                "DROP TABLE default.kept | grant DROP TABLE",
                "CREATE TABLE default.mine (x UInt8) ENGINE = MergeTree ORDER BY x | grant CREATE TABLE",
                "SELECT 1 SETTINGS readonly = 0 | READONLY",
                "SELECT 1 SETTINGS max_execution_time = 3600 | SETTING_CONSTRAINT_VIOLATION",
                "SELECT * FROM file('/etc/passwd', 'LineAsString') | grant READ ON FILE",
                "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString') | grant READ ON URL",
                "SELECT * FROM remote('127.0.0.1:1', system.one) | grant READ ON REMOTE",
                "SELECT * FROM s3('http://127.0.0.1:1/bucket/key.csv', 'CSV', 'x String') | grant READ ON S3"
            })
    void letsTheReadOnlyUserDoNothingElse(String sql, String refusal) {
        assertThatThrownBy(() -> readOnly(sql)).hasStackTraceContaining(refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "credentials.properties", "/proc/1/environ"})
    void letsNobodyReadFilesThroughAScalarFunctionWhereTheKernelCanHelp(String file) {
        boolean fenced = FileFence.isAvailable();
        // a user's kernel may lack Landlock, and then the test says so; CI's has it, and there it must run
        Assumptions.assumeTrue(fenced || System.getenv("CI") != null, "this kernel has no Landlock");
        assertThat(fenced).as("Landlock on the machine that CI runs on").isTrue();

        assertThatThrownBy(() -> query(shared, shared.user(), shared.password(), "SELECT file('" + file + "')"))
                .hasStackTraceContaining("Code: 76."); // CANNOT_OPEN_FILE; the client loses its text
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE default.outside (x String) ENGINE = File('CSV', '/tmp/outside.csv')",
                "CREATE TABLE default.outside (x String) ENGINE = URL('http://127.0.0.1:1/', 'CSV')",
                "BACKUP TABLE default.kept TO File('/tmp/outside')",
                "SYSTEM SHUTDOWN"
            })
    void letsTheApplicationReachNothingOutsideTheDatabase(String sql) {
        assertThatThrownBy(() -> execute(shared, sql)).hasStackTraceContaining("Not enough privileges");
    }

    @Test
    void refusesAPortThatAnotherProgramHolds() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LocalClickHouseConfig config = LocalClickHouseConfig.in(directory).withPorts(0, other.getLocalPort());

            assertThatThrownBy(() -> start(config))
                    .isInstanceOf(LocalEngineException.class)
                    .hasMessageContaining("Port " + other.getLocalPort())
                    .hasMessageContaining("choose another port for ClickHouse");
        }
    }

    @Test
    void reportsItsCrash() throws Exception {
        try (LocalClickHouse server = start(LocalClickHouseConfig.in(directory))) {
            ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();

            assertThat(server.crash().get(60, TimeUnit.SECONDS))
                    .contains("ClickHouse server (pid " + server.pid() + ") ended by itself");
        }
    }

    @Test
    void endsWhenItsParentIsKilled() throws Exception {
        ProcessHandle server = KilledParent.startAndKill("clickhouse", directory);

        server.onExit().get(60, TimeUnit.SECONDS);
        assertThat(server.isAlive()).isFalse();
    }

    private static LocalClickHouse start(LocalClickHouseConfig config) {
        return LocalClickHouse.start(config, FetchListener.silent());
    }

    private static void insertThousand(LocalClickHouse server) throws Exception {
        execute(server, "INSERT INTO default.kept SELECT number FROM numbers(1000)");
    }

    private static String countRows(LocalClickHouse server) {
        return query(server, server.user(), server.password(), "SELECT count() FROM default.kept");
    }

    private static String readOnly(String sql) {
        return query(shared, shared.readOnlyUser(), shared.readOnlyPassword(), sql);
    }

    private static void execute(LocalClickHouse server, String sql) throws Exception {
        try (Client client = client(server, server.user(), server.password())) {
            client.execute(sql).get(60, TimeUnit.SECONDS).close();
        }
    }

    private static String query(LocalClickHouse server, String user, String password, String sql) {
        try (Client client = client(server, user, password)) {
            List<GenericRecord> rows = client.queryAll(sql);
            return rows.isEmpty() ? "" : rows.get(0).getString(1);
        }
    }

    private static Client client(LocalClickHouse server, String user, String password) {
        return new Client.Builder()
                .addEndpoint(server.httpUrl())
                .setUsername(user)
                .setPassword(password)
                .build();
    }
}

package io.heaptide.queries;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Tests that ask one server with a small fleet in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnSeededServer {

    SeededServer server;
    QueryRunner runner;

    @BeforeAll
    void seed() throws Exception {
        server = SeededServer.start();
        runner = server.runner();
    }

    @AfterAll
    void stop() {
        runner.close();
        server.close();
    }
}

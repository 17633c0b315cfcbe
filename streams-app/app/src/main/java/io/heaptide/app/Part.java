package io.heaptide.app;

/** One role at work. */
interface Part extends AutoCloseable {

    Role role();

    /** How it goes now. */
    PartHealth health();

    @Override
    void close();
}

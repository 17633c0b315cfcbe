package io.heaptide.app;

/** One role at work. */
interface Part extends AutoCloseable {

    Role role();

    /** How it goes now. */
    PartHealth health();

    /** Tells its numbers as they are now. */
    void tell(Meters meters);

    @Override
    void close();
}

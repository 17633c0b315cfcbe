package io.heaptide.launcher;

/** Something that the user can mend: the message says what is wrong and how. Printed without a stack trace. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Failure(String message) {
        super(message);
    }

    Failure(String message, Throwable cause) {
        super(message, cause);
    }
}

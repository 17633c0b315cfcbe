package io.heaptide.notifier;

/** The notifier was told to stop at once; whether the target took the message is not known, so it will be sent again. */
final class DeliveryInterrupted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DeliveryInterrupted(String target) {
        super("stopped while sending to " + target);
    }
}

package io.heaptide.simulator.otlp;

/**
 * What became of everything handed to the exporter so far.
 *
 * @param points data points the receiver took
 * @param events lifecycle events the receiver took
 * @param rejected data points and events it refused in a partial success
 * @param requests that were answered with success
 * @param retries further attempts after a retryable answer or none
 * @param lastRejection why, in the receiver's words; empty if it refused nothing
 */
public record SendCounts(long points, long events, long rejected, long requests, long retries, String lastRejection) {

    static final SendCounts NONE = new SendCounts(0, 0, 0, 0, 0, "");

    SendCounts plusRetry() {
        return new SendCounts(points, events, rejected, requests, retries + 1, lastRejection);
    }

    SendCounts plusPoints(long sent, Answer.Accepted answer) {
        long taken = sent - answer.rejected();
        return new SendCounts(
                points + taken, events, rejected + answer.rejected(), requests + 1, retries, lastRejection(answer));
    }

    SendCounts plusEvents(long sent, Answer.Accepted answer) {
        long taken = sent - answer.rejected();
        return new SendCounts(
                points, events + taken, rejected + answer.rejected(), requests + 1, retries, lastRejection(answer));
    }

    private String lastRejection(Answer.Accepted answer) {
        return answer.message().isEmpty() ? lastRejection : answer.message();
    }
}

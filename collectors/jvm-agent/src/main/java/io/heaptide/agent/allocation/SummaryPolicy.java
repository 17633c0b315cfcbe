package io.heaptide.agent.allocation;

/**
 * How much a summary may say.
 *
 * @param maxSites sites beyond it are noise to a reader and dilute nothing: live bytes concentrate in a few
 * @param maxFrames frames of one site; deeper ones are a framework's, the same for all
 * @param budgetBytes size on the wire
 */
public record SummaryPolicy(int maxSites, int maxFrames, int budgetBytes) {

    public SummaryPolicy {
        requirePositive("maxSites", maxSites);
        requirePositive("maxFrames", maxFrames);
        requirePositive("budgetBytes", budgetBytes);
    }

    public static SummaryPolicy within(int budgetBytes) {
        return new SummaryPolicy(50, 20, budgetBytes);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive, got " + value);
        }
    }
}

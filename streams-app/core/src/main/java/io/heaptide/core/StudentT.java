package io.heaptide.core;

/** Quantiles of Student's t from those of the normal distribution. */
public final class StudentT {
    /** One-sided p = 0.001: one in a thousand for a test that is made every pane. */
    static final double Z_001 = 3.090232306167813;

    /** One-sided p = 0.01. */
    public static final double Z_01 = 2.3263478740408408;

    /** One-sided p = 0.05. */
    static final double Z_05 = 1.644853626951472;

    /** Two-sided p = 0.05. */
    static final double Z_95 = 1.959963984540054;

    private StudentT() {}

    /** The Cornish-Fisher expansion, to 1 % from four degrees of freedom on. Abramowitz and Stegun (1964), 26.7.5. */
    public static double quantile(double z, double degrees) {
        double z2 = z * z;
        double first = z * (z2 + 1) / 4;
        double second = z * (3 + z2 * (16 + 5 * z2)) / 96;
        double third = z * (-15 + z2 * (17 + z2 * (19 + 3 * z2))) / 384;
        double fourth = z * (-945 + z2 * (-1920 + z2 * (1482 + z2 * (776 + 79 * z2)))) / 92160;
        return z + (first + (second + (third + fourth / degrees) / degrees) / degrees) / degrees;
    }
}

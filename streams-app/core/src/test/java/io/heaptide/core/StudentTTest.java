package io.heaptide.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {
    /** Python 3.11: Simpson's rule with 2,000 steps over the density, and bisection. */
    @ParameterizedTest
    @CsvSource({
        "3.090232306167813, 4, 7.17318",
        "3.090232306167813, 5, 5.89343",
        "3.090232306167813, 9, 4.29681",
        "3.090232306167813, 30, 3.38518",
        "1.644853626951472, 4, 2.13185",
        "1.644853626951472, 12, 1.78229",
        "1.959963984540054, 4, 2.77645",
        "1.959963984540054, 60, 2.00030"
    })
    void agreesWithNumericalIntegrationToAPercent(double z, double degrees, double expected) {
        assertThat(StudentT.quantile(z, degrees)).isCloseTo(expected, withinPercentage(1));
    }
}

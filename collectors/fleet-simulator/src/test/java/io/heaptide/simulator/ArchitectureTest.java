package io.heaptide.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

@AnalyzeClasses(packages = "io.heaptide.simulator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule THE_MODEL_IS_PURE = noClasses()
            .that()
            .resideInAPackage("io.heaptide.simulator.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.io..",
                    "java.nio..",
                    "java.net..",
                    "io.opentelemetry..",
                    "com.google..",
                    "picocli..",
                    "io.heaptide.simulator",
                    "io.heaptide.simulator.otlp..",
                    "io.heaptide.simulator.file..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(InstantSource.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule THE_MODEL_COMPUTES_THE_SAME_ON_EVERY_MACHINE = noClasses()
            .that()
            .resideInAPackage("io.heaptide.simulator.model..")
            .should()
            .callMethod(Math.class, "sin", double.class)
            .orShould()
            .callMethod(Math.class, "cos", double.class)
            .orShould()
            .callMethod(Math.class, "exp", double.class)
            .orShould()
            .callMethod(Math.class, "expm1", double.class)
            .orShould()
            .callMethod(Math.class, "pow", double.class, double.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(RandomGenerator.class);
}

package io.heaptide.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The module rules, held where every module is in sight. */
@AnalyzeClasses(packages = "io.heaptide", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] ADAPTERS = {
        "io.heaptide.topology..", "io.heaptide.clickhouse..", "io.heaptide.normaliser..", "io.heaptide.notifier.."
    };

    @ArchTest
    static final ArchRule theCoreIsPure = classes()
            .that()
            .resideInAPackage("io.heaptide.core..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.heaptide.core..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule schemasDependOnNothingOfOurs = noClasses()
            .that()
            .resideInAPackage("io.heaptide.schemas..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.heaptide.core..",
                    "io.heaptide.signals..",
                    "io.heaptide.topology..",
                    "io.heaptide.clickhouse..",
                    "io.heaptide.notifier..",
                    "io.heaptide.local..");

    @ArchTest
    static final ArchRule nothingDependsOnTheStreamsAppsMain = noClasses()
            .that()
            .resideOutsideOfPackage("io.heaptide.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.heaptide.app..");

    @ArchTest
    static final ArchRule onlyTheLauncherAndBenchmarksUseTheLocalEngines = noClasses()
            .that()
            .resideOutsideOfPackages("io.heaptide.launcher..", "io.heaptide.benchmarks..", "io.heaptide.local..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.heaptide.local..");

    @ArchTest
    static final ArchRule adaptersMeetOnlyInTopics = slices().matching(
                    "io.heaptide.(topology|clickhouse|normaliser|notifier|gateway|simulator|agent|node|importers|demo)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule collectorsDoNotKnowDetection = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.heaptide.signals..",
                    "io.heaptide.gateway..",
                    "io.heaptide.node..",
                    "io.heaptide.simulator..",
                    "io.heaptide.diagnosis..",
                    "io.heaptide.importers..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.heaptide.core..");

    @ArchTest
    static final ArchRule onlyTheTopologyKnowsKafkaStreamsAndItsMainOrABenchmarkStartsIt = noClasses()
            .that()
            .resideOutsideOfPackages("io.heaptide.topology..", "io.heaptide.app..", "io.heaptide.benchmarks..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.streams..");

    @ArchTest
    static final ArchRule noAdapterReadsTheSystemClock = noClasses()
            .that()
            .resideInAnyPackage(ADAPTERS)
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");
}

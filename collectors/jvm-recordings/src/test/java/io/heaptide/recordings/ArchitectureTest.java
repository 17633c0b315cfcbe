package io.heaptide.recordings;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.heaptide.recordings", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule RECORDINGS_KNOW_THE_JDK_AND_JSPECIFY_ONLY = classes()
            .that()
            .resideInAPackage("io.heaptide.recordings..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.heaptide.recordings..", "java..", "jdk.jfr..", "org.jspecify..");
}

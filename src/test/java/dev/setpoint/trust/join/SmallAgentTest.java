package dev.setpoint.trust.join;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What an agent loads of this room. */
class SmallAgentTest {
  @Test
  void theAgentsSideNeedsNeitherBouncyCastleNorTheFramework() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.setpoint.trust",
            "dev.setpoint.trust.join..",
            "dev.setpoint.trust.leaf..",
            "dev.setpoint.trust.wire..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.bouncycastle..",
            "dev.setpoint.trust.x509..",
            "dev.setpoint.trust.enrol..",
            "io.quarkus..",
            "jakarta..",
            "java.sql..")
        .because("the agent's archive holds none of them")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.setpoint.trust"));
  }
}

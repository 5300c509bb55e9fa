package io.postrider.ra;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may import whom: the adapter is written against the client alone, and holds no static state. */
class LayerTest {
    private static final String ADAPTER = "io.postrider.ra..";

    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.postrider.ra");
        assertThat(classes).hasSizeGreaterThan(20);
    }

    @Test
    void theAdapterKnowsTheClientAlone() {
        classes()
                .that()
                .resideInAPackage(ADAPTER)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ADAPTER,
                        "io.postrider.client..",
                        "jakarta.jms..",
                        "jakarta.resource..",
                        "javax.naming..",
                        "javax.security.auth..",
                        "javax.transaction.xa",
                        "java..",
                        "org.slf4j..")
                .check(classes);
    }

    @Test
    void packagesHaveNoCyclesAndDoNotKnowTheirRoot() {
        slices().matching("io.postrider.ra.(*)..").should().beFreeOfCycles().check(classes);
        noClasses()
                .that()
                .resideInAPackage("io.postrider.ra.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.postrider.ra")
                .check(classes);
    }

    @Test
    void nothingStaticCanChange() {
        fields().that().areStatic().should().beFinal().check(classes);
    }
}

package io.postrider.house;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.ObjectInputStream;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may import whom, as docs/ARCHITECTURE.md has it. */
class LayerTest {
    private static final String MESSAGE = "io.postrider.protocol.message";
    private static final String LINK = "io.postrider.protocol.link";
    private static final String WIRE = "io.postrider.protocol.wire";
    private static final String CLIENT = "io.postrider.client..";
    private static final String CORE = "io.postrider.broker.core..";
    private static final String SELECTOR = "io.postrider.broker.selector..";
    private static final String SECURITY = "io.postrider.broker.security";
    private static final String POLICY = "io.postrider.broker.policy";
    private static final String JOURNAL = "io.postrider.broker.journal";
    private static final String DERBY = "io.postrider.journal.derby..";
    private static final String CDI = "io.postrider.cdi..";
    private static final String JDK = "java..";
    private static final String LOGGING = "org.slf4j..";

    private static final SliceAssignment EACH_PACKAGE = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    };

    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                // the broker's tests come as a jar where the whole build runs, and as a folder where a part of it does
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("io.postrider");
        assertThat(classes).hasSizeGreaterThan(50);
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().assignedFrom(EACH_PACKAGE).should().beFreeOfCycles());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.postrider.protocol",
                "io.postrider.client",
                "io.postrider.broker",
                "io.postrider.journal.derby",
                "io.postrider.cdi"
            })
    void aRootPackageUsesItsSubpackagesAndNotTheyIt(String root) {
        check(noClasses()
                .that()
                .resideInAPackage(root + ".*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root));
    }

    @Test
    void messagesKnowTheJdkAlone() {
        check(mayOnlyUse(MESSAGE, MESSAGE, JDK));
    }

    @Test
    void thePortKnowsMessagesAlone() {
        check(mayOnlyUse(LINK, LINK, MESSAGE, JDK));
        check(noSockets(LINK));
    }

    @Test
    void theWireFormatKnowsPortAndMessagesButNoSockets() {
        check(mayOnlyUse(WIRE, WIRE, LINK, MESSAGE, JDK));
        check(noSockets(WIRE));
    }

    @Test
    void theClientKnowsTheProtocolAndNoBroker() {
        check(mayOnlyUse(
                CLIENT,
                CLIENT,
                WIRE,
                LINK,
                MESSAGE,
                "jakarta.jms..",
                "javax.naming..",
                "javax.net.ssl",
                "javax.transaction.xa",
                JDK,
                LOGGING));
    }

    @Test
    void theCoreKnowsNeitherTheApiNorSqlNorSockets() {
        check(mayOnlyUse(CORE, CORE, SELECTOR, SECURITY, POLICY, JOURNAL, LINK, MESSAGE, JDK, LOGGING));
        check(noSockets(CORE));
    }

    @Test
    void theCoreIsGivenItsThreadsAndItsTime() {
        check(noClasses()
                .that()
                .resideInAnyPackage(CORE, SELECTOR, SECURITY)
                .should()
                .callConstructorWhere(target(owner(equivalentTo(Thread.class))))
                .orShould()
                .callMethodWhere(target(owner(equivalentTo(System.class)))
                        .and(target(nameMatching("currentTimeMillis|nanoTime"))))
                .orShould()
                .callMethodWhere(target(owner(equivalentTo(Clock.class))).and(target(nameMatching("system.*"))))
                .orShould()
                .callMethod(Instant.class, "now"));
    }

    @Test
    void securityKnowsThePortAlone() {
        check(mayOnlyUse(SECURITY, SECURITY, LINK, MESSAGE, JDK, "javax.crypto..", "javax.security.auth..", LOGGING));
    }

    @Test
    void policiesKnowNamesAndPatternsAlone() {
        check(mayOnlyUse(POLICY, POLICY, SECURITY, MESSAGE, JDK));
    }

    @Test
    void selectorsKnowMessagesAlone() {
        check(mayOnlyUse(SELECTOR, SELECTOR, MESSAGE, LINK, JDK));
    }

    @Test
    void linksIntoTheBrokerDoNotTouchTheJournal() {
        check(noClasses()
                .that()
                .resideInAnyPackage("io.postrider.broker.vm..", "io.postrider.broker.tcp..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(JOURNAL, DERBY));
    }

    @Test
    void theJournalOnDerbyKnowsTheSpiAlone() {
        check(mayOnlyUse(DERBY, DERBY, JOURNAL, MESSAGE, JDK, "javax.sql..", "org.apache.derby..", LOGGING));
    }

    @Test
    void cdiKnowsTheClientsPublicTypesAndTheStandards() {
        check(mayOnlyUse(
                CDI,
                CDI,
                "io.postrider.client",
                "jakarta.jms..",
                "jakarta.enterprise..",
                "jakarta.inject..",
                "jakarta.transaction..",
                "org.eclipse.microprofile.config..",
                "javax.naming..",
                "javax.transaction.xa",
                JDK,
                LOGGING));
    }

    @Test
    void sqlIsSpokenInOnePlace() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(DERBY)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.apache.derby.."));
    }

    @Test
    void onlyTheClientDeserializesObjects() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(CLIENT)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(classes);
    }

    private static ArchRule mayOnlyUse(String layer, String... others) {
        return classes()
                .that()
                .resideInAPackage(layer)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(others);
    }

    private static ArchRule noSockets(String layer) {
        return noClasses()
                .that()
                .resideInAPackage(layer)
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.nio.channels..", "io.netty..")
                        .or(nameMatching("java\\.net\\..*Socket.*")));
    }
}

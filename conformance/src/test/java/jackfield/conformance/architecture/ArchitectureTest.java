package jackfield.conformance.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jackfield.engine.tcp.TcpConnection;
import jackfield.wire.EthernetFrame;
import jackfield.wire.IpPacket;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The arrows between the rooms, and what may not enter them (DESIGN, 2; docs/STYLE.md). */
class ArchitectureTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("jackfield");

    private static final String[] DETERMINISTIC = {"jackfield.wire..", "jackfield.engine.."};

    @Test
    void seesTheWholeHouse() {
        // A rule over no classes passes: this one fails first when the importer finds nothing.
        assertThat(HOUSE.stream().map(JavaClass::getPackageName))
                .contains("jackfield.wire", "jackfield.engine", "jackfield.engine.tcp", "jackfield.link")
                .contains("jackfield.socket", "jackfield.sim", "jackfield.cli");
    }

    @Test
    void everyArrowPointsDown() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("wire")
                .definedBy("jackfield.wire..")
                .layer("engine")
                .definedBy("jackfield.engine..")
                .layer("link")
                .definedBy("jackfield.link..")
                .layer("socket")
                .definedBy("jackfield.socket..")
                .layer("names")
                .definedBy("jackfield.names..")
                .layer("sim")
                .definedBy("jackfield.sim..")
                .layer("agent")
                .definedBy("jackfield.agent..")
                .layer("drill")
                .definedBy("jackfield.drill..")
                .layer("cli")
                .definedBy("jackfield.cli..")
                .layer("bench")
                .definedBy("jackfield.bench..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("bench")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("drill")
                .mayOnlyBeAccessedByLayers("cli", "bench")
                .whereLayer("sim")
                .mayOnlyBeAccessedByLayers("agent", "cli", "bench")
                .whereLayer("names")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("agent")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("socket")
                .mayOnlyBeAccessedByLayers("names", "agent", "sim", "drill", "cli", "bench")
                .whereLayer("link")
                .mayOnlyBeAccessedByLayers("socket", "agent", "sim", "drill", "cli", "bench")
                .whereLayer("engine")
                .mayOnlyBeAccessedByLayers("socket", "agent", "sim", "drill", "cli", "bench")
                .check(HOUSE);
    }

    @Test
    void noPackagesImportEachOtherInACircle() {
        slices().matching("jackfield.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void wireAndEngineKnowNoClockThreadChanceOrIo() {
        noClasses()
                .that()
                .resideInAnyPackage(DETERMINISTIC)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.io..", "java.nio.channels..", "java.nio.file..", "java.net..")
                                .or(resideInAPackage("java.util.concurrent.."))
                                .or(resideInAPackage("java.util.logging.."))
                                .or(resideInAPackage("java.time.."))
                                .or(type(Thread.class))
                                .or(type(ThreadLocal.class))
                                .or(type(java.util.Random.class))
                                .or(type(java.security.SecureRandom.class))
                                .or(type(java.util.Timer.class))
                                .or(type(Runtime.class))
                                .or(type(ProcessBuilder.class)))
                .because("the engine is told the time and given its packets and its chance")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAnyPackage(DETERMINISTIC)
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(RandomGenerator.class, "getDefault")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(HOUSE);
    }

    @Test
    void wireAndEngineHaveNoStateThatIsStaticAndChanges() {
        noFields()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(DETERMINISTIC)
                .and()
                .areStatic()
                .should()
                .notBeFinal()
                .check(HOUSE);
    }

    @Test
    void noPartOfTcpKnowsTheConnection() {
        noClasses()
                .that()
                .resideInAPackage("jackfield.engine.tcp..")
                .and()
                .doNotHaveSimpleName("TcpConnection")
                .should()
                .dependOnClassesThat(type(TcpConnection.class))
                .because("parts are told values and answer values")
                .check(HOUSE);
    }

    @Test
    void tcpKnowsNoIpNoInterfaceAndNoSocketTable() {
        classes()
                .that()
                .resideInAPackage("jackfield.engine.tcp..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "jackfield.engine.tcp..", "jackfield.engine.base..", "jackfield.wire..", "java..")
                        .or(annotationsOfNull()))
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("jackfield.engine.tcp..")
                .should()
                .dependOnClassesThat(type(IpPacket.class).or(type(EthernetFrame.class)))
                .check(HOUSE);
    }

    private static DescribedPredicate<JavaClass> annotationsOfNull() {
        return resideInAPackage("org.jspecify..");
    }

    @Test
    void nativeMemoryStaysAtTheSystemCalls() {
        noClasses()
                .that()
                .resideOutsideOfPackages("jackfield.link..", "jackfield.socket.kernel..")
                .should()
                .dependOnClassesThat(resideInAPackage("java.lang.foreign.."))
                .check(HOUSE);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .that()
                .doNotHaveSimpleName("module-info")
                .should(resideInANullMarkedPackage())
                .check(HOUSE);
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a @NullMarked package") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(item, marked, item.getPackageName() + " of " + item.getName()));
            }
        };
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .check(HOUSE);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackages("jackfield.cli..", "jackfield.bench..", "jackfield.agent..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(HOUSE);
    }
}

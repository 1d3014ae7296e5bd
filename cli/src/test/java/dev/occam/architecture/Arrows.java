package dev.occam.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Who may see whom below a root package, for the real packages and for fixtures that break each rule. */
record Arrows(String root) {

    private static final String[] AUTO_SERVICE = {"com.google.auto.service.."};
    private static final String[] VECTOR = {"jdk.incubator.vector.."};
    private static final String[] ASM = {"org.objectweb.asm.."};
    private static final String[] LWJGL = {"org.lwjgl.."};
    private static final String[] JUNIT = {"org.junit.jupiter.api..", "org.opentest4j..", "org.apiguardian.api.."};
    private static final String[] ENGINE_LIBRARIES = {
        "com.google.inject..",
        "jakarta.inject..",
        "com.google.common..",
        "com.fasterxml.jackson..",
        "org.yaml.snakeyaml..",
        "de.siegmar.fastcsv..",
        "com.google.auto.service.."
    };
    private static final String[] CLI_LIBRARIES = {"picocli..", "com.fasterxml.jackson.."};

    List<ArchRule> rules() {
        return List.of(
                onlyTheJdkBelowTheApi(),
                seesTheApiAnd("testkit", JUNIT),
                seesTheApiAnd("regularizer", AUTO_SERVICE),
                seesTheApiAnd("cpu", VECTOR, ASM, AUTO_SERVICE),
                seesTheApiAnd("opencl", LWJGL, AUTO_SERVICE),
                seesTheApiAnd("engine", ENGINE_LIBRARIES),
                seesTheApiAnd("cli", CLI_LIBRARIES),
                noCircles(),
                standardStreamsBelongToTheCommandLine(),
                publicTypesArePromises());
    }

    private ArchRule onlyTheJdkBelowTheApi() {
        return classes()
                .that(areApi())
                .should()
                .onlyDependOnClassesThat(areApi().or(resideInAnyPackage("java..")))
                .as("the api depends on nothing but the JDK")
                .allowEmptyShould(true);
    }

    private ArchRule seesTheApiAnd(String module, String[]... libraries) {
        List<String> allowed = new ArrayList<>(List.of("java..", packages(module)));
        Stream.of(libraries).flatMap(Stream::of).forEach(allowed::add);
        return classes()
                .that()
                .resideInAPackage(packages(module))
                .should()
                .onlyDependOnClassesThat(areApi().or(resideInAnyPackage(allowed.toArray(String[]::new))))
                .as(module + " sees only the api and its own libraries")
                .allowEmptyShould(true);
    }

    private ArchRule noCircles() {
        return slices().assignedFrom(packageByPackage())
                .should()
                .beFreeOfCycles()
                .as("packages have no circles");
    }

    private ArchRule standardStreamsBelongToTheCommandLine() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(packages("cli"))
                .should(ACCESS_STANDARD_STREAMS)
                .as("only the command line uses the standard streams");
    }

    private ArchRule publicTypesArePromises() {
        return classes()
                .that()
                .resideInAnyPackage(packages("engine"), packages("cpu"), packages("opencl"), packages("regularizer"))
                .and()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .should(be(describe("plugins, services or needed by another package", this::isPromise)))
                .as("public types outside the api are plugins, services or needed by another package")
                .allowEmptyShould(true);
    }

    private boolean isPromise(JavaClass type) {
        return type.isAssignableTo(root + ".plugin.Plugin")
                || type.isAnnotatedWith("com.google.auto.service.AutoService")
                || type.getModifiers().contains(JavaModifier.SYNTHETIC)
                || type.getDirectDependenciesToSelf().stream()
                        .anyMatch(use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
    }

    private DescribedPredicate<JavaClass> areApi() {
        return resideInAnyPackage(root + "..")
                .and(DescribedPredicate.not(resideInAnyPackage(
                        packages("testkit"),
                        packages("regularizer"),
                        packages("cpu"),
                        packages("opencl"),
                        packages("engine"),
                        packages("cli"))))
                .as("api");
    }

    private String packages(String module) {
        return root + "." + module + "..";
    }

    private static SliceAssignment packageByPackage() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(type.getPackageName());
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
    }
}

package dev.occam.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArrowsTest {

    private static final String FIXTURE = ArrowsTest.class.getPackageName() + ".fixture";

    private static final JavaClasses OCCAM =
            new ClassFileImporter().withImportOption(ArrowsTest::isMain).importPackages("dev.occam");

    private static final JavaClasses OFFENDERS = new ClassFileImporter().importPackages(FIXTURE);

    static final List<String> MODULES =
            List.of("api", "testkit", "regularizers", "backend-cpu", "backend-opencl", "engine", "cli");

    static List<ArchRule> rules() {
        return new Arrows("dev.occam").rules();
    }

    static List<ArchRule> rulesOfTheFixture() {
        return new Arrows(FIXTURE).rules();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void occamKeeps(ArchRule rule) {
        rule.check(OCCAM);
    }

    @ParameterizedTest
    @MethodSource("rulesOfTheFixture")
    void theFixtureBreaks(ArchRule rule) {
        assertThat(rule.evaluate(OFFENDERS).hasViolation()).isTrue();
    }

    @Test
    void aPublicTypeThatNobodyNeedsIsNamedAndAServiceIsNot() {
        ArchRule promises = rulesOfTheFixture().get(rules().size() - 1);

        assertThat(promises.evaluate(OFFENDERS).getFailureReport().getDetails())
                .singleElement()
                .asString()
                .contains("NeedlesslyPublic");
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void everySourceOfAModuleIsChecked(String module) throws IOException {
        Set<String> seen = OCCAM.stream().map(JavaClass::getFullName).collect(Collectors.toSet());

        assertThat(seen).containsAll(sources(Path.of("..", module, "src", "main", "java")));
    }

    private static List<String> sources(Path root) throws IOException {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".java") && !name.endsWith("-info.java"))
                    .map(name ->
                            name.substring(0, name.length() - ".java".length()).replace('/', '.'))
                    .toList();
        }
    }

    private static boolean isMain(Location location) {
        return !location.contains("/test-classes/");
    }
}

package dev.occam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script {@code occam} with a Java and a Maven that only say how they were called. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherTest {

    private static final String SAY_ARGUMENTS = "#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 5\n";

    @TempDir
    private Path folder;

    private final Map<String, String> options = new HashMap<>();

    private Path script;

    @BeforeEach
    void aReleaseArchive() throws IOException {
        script = folder.resolve("bin/occam");
        copyScript();
        write("lib/occam-cli-1.0.jar", "");
        write("lib/occam-17.0.15.jsa.failed", "");
        write("lib/occam-25.jsa.failed", "");
        javaOf("17.0.15", "java.base jdk.incubator.vector");
    }

    @Test
    void argumentsAndExitCodePassUnchanged() throws Exception {
        Result result = occam("train", "a b", "", "*", "--set=x=\"y\"");

        assertThat(result.output()).endsWith("train", "a b", "", "*", "--set=x=\"y\"");
        assertThat(result.exit()).isEqualTo(5);
    }

    @Test
    void theFlagsAreThoseOfARelaunchOnEveryJava() throws Exception {
        for (String version : List.of("17.0.15", "25")) {
            javaOf(version, "java.base jdk.incubator.vector");
            List<String> expected = new ArrayList<>(
                    Relaunch.flags(Runtime.Version.parse(version).feature()));
            expected.addAll(List.of(
                    "-XX:+UseSerialGC",
                    "-XX:Tier4InvocationThreshold=15000",
                    "-Xlog:disable",
                    "-jar",
                    folder.toRealPath() + "/lib/occam-cli-1.0.jar",
                    "plugins"));

            assertThat(occam("plugins").output()).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void aCollectorThatTheUserChoseStays() throws Exception {
        javaOf("17.0.15", "java.base");
        options.put("JDK_JAVA_OPTIONS", "-XX:+UseParallelGC");

        assertThat(occam("plugins").output()).noneMatch(flag -> flag.contains("GC"));
    }

    @Test
    void aJavaWithoutTheVectorModuleIsNotAskedForIt() throws Exception {
        javaOf("17.0.15", "java.base java.logging");

        assertThat(occam("plugins").output()).noneMatch(flag -> flag.contains("vector"));
    }

    @Test
    void anOldJavaIsRefusedWithItsVersion() throws Exception {
        javaOf("11.0.2", "java.base");

        Result result = occam("train");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output())
                .containsExactly(
                        "occam: Java 17 or newer is needed, but " + folder + "/java/bin/java is Java 11.0.2.",
                        "  Set JAVA_HOME to a JDK 17 or newer.");
    }

    @Test
    void aJavaHomeWithoutJavaIsRefusedWithItsPath() throws Exception {
        Files.delete(folder.resolve("java/bin/java"));

        assertThat(occam("train").output())
                .first()
                .isEqualTo("occam: JAVA_HOME is " + folder + "/java, but there is no bin/java in it.");
    }

    @Test
    void theArchiveOfClassesIsMadeOnceAndThenUsed() throws Exception {
        Files.delete(folder.resolve("lib/occam-17.0.15.jsa.failed"));
        program("java/bin/java", SAY_ARGUMENTS.replace("exit 5", """
                        for flag; do
                            case $flag in -XX:SharedArchiveFile=*) : >"${flag#*=}" ;; esac
                        done
                        echo run >>"$JAVA_HOME/runs"
                        """));

        String archive = "-XX:SharedArchiveFile=" + folder.toRealPath() + "/lib/occam-17.0.15.jsa";
        assertThat(occam("plugins").output()).contains(archive);
        assertThat(occam("plugins").output()).contains(archive);
        assertThat(folder.resolve("java/runs")).content().hasLineCount(5);
    }

    @Test
    void anArchiveThatJavaDiesOfIsNotKept() throws Exception {
        Files.delete(folder.resolve("lib/occam-17.0.15.jsa.failed"));
        program("java/bin/java", SAY_ARGUMENTS.replace("exit 5", """
                        for flag; do
                            case $flag in
                                -Xshare:dump) dumps=yes ;;
                                -XX:SharedArchiveFile=*) : >"${flag#*=}" && [ -n "${dumps-}" ] || exit 134 ;;
                            esac
                        done
                        """));

        assertThat(occam("plugins")).extracting(Result::exit).isEqualTo(0);
        assertThat(folder.resolve("lib/occam-17.0.15.jsa")).doesNotExist();
    }

    @Test
    void aCheckoutIsBuiltWhenASourceIsNewerAndOnlyThen() throws Exception {
        checkout("mkdir -p cli/target/occam/lib && : >cli/target/occam/lib/occam-cli-1.0.jar");
        String building = "occam: building (the first time takes a minute, later only what changed)";

        assertThat(occam("train").output()).first().isEqualTo(building);
        assertThat(occam("train").output()).doesNotContain(building);
        Files.setLastModifiedTime(
                folder.resolve("api/src/main/Source.java"),
                FileTime.from(Instant.now().plusSeconds(1)));
        assertThat(occam("train").output()).first().isEqualTo(building);
    }

    @Test
    void aFailedBuildShowsItsOutputAndIsTriedAgain() throws Exception {
        checkout("echo 'Source.java:1 is wrong'; exit 1");

        for (int attempt = 0; attempt < 2; attempt++) {
            Result result = occam("train");

            assertThat(result.exit()).isEqualTo(1);
            assertThat(result.output())
                    .contains("Source.java:1 is wrong")
                    .last()
                    .asString()
                    .startsWith("occam: the build failed; its output is above and in ");
        }
    }

    private void checkout(String maven) throws IOException {
        script = folder.resolve("occam");
        copyScript();
        write("pom.xml", "");
        write("api/src/main/Source.java", "");
        program("path/mvn", "#!/bin/sh\n" + maven + "\n");
    }

    private void copyScript() throws IOException {
        Files.createDirectories(script.getParent());
        Files.copy(Path.of("..", "occam"), script);
    }

    private void javaOf(String version, String modules) throws IOException {
        program("java/bin/java", SAY_ARGUMENTS);
        write("java/release", "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\nMODULES=\"" + modules + "\"\n");
    }

    private void program(String path, String text) throws IOException {
        write(path, text);
        Files.setPosixFilePermissions(folder.resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Result occam(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(options);
        builder.environment().put("JAVA_HOME", folder.resolve("java").toString());
        builder.environment().merge("PATH", folder.resolve("path") + ":", (path, first) -> first + path);
        Process process = builder.start();
        process.getOutputStream().close();
        List<String> output =
                process.inputReader(StandardCharsets.UTF_8).lines().toList();
        return new Result(process.waitFor(), output);
    }

    private record Result(int exit, List<String> output) {}
}

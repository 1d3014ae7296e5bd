package dev.occam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.occam.testkit.ElementwiseContract;
import dev.occam.testkit.LayerTrainingContract;
import dev.occam.testkit.MatMulContract;
import dev.occam.testkit.OptimizerTrainingContract;
import dev.occam.testkit.ProgramContract;
import dev.occam.testkit.RegularizerTrainingContract;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * New projects as their authors get them: compiled, and their contracts run. A backend's arithmetic and what trains
 * is left to .ci/run, which builds new projects with Maven.
 */
class NewPluginBuildTest {
    private static final Set<Class<?>> SLOW = Set.of(
            ElementwiseContract.class,
            ProgramContract.class,
            MatMulContract.class,
            RegularizerTrainingContract.class,
            LayerTrainingContract.class,
            OptimizerTrainingContract.class);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"regularizer, 14", "layer, 14", "optimizer, 16", "backend, 15"})
    void itsContractPassesAsCreated(String kind, int testsAtLeast) throws Exception {
        CommandLineRun run = new CommandLineRun();
        run.folder = folder;
        assertThat(run.of("new-plugin", "brand-new", "--kind", kind)).isZero();
        Path classes = folder.resolve("classes");
        JavaBuild.compile(folder.resolve("brand-new/src"), classes);

        TestExecutionSummary summary = test(classes, "com.example.brandnew.BrandNewTest");

        StringWriter failures = new StringWriter();
        summary.printFailuresTo(new PrintWriter(failures));
        assertThat(failures.toString()).isEmpty();
        assertThat(summary.getTestsSucceededCount()).isGreaterThanOrEqualTo(testsAtLeast);
    }

    private static TestExecutionSummary test(Path classes, String className) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            PostDiscoveryFilter quick = NewPluginBuildTest::isQuick;
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(loader.loadClass(className)))
                    .filters(quick)
                    .build();
            LauncherFactory.create().execute(request, listener);
        } finally {
            thread.setContextClassLoader(before);
        }
        return listener.getSummary();
    }

    private static FilterResult isQuick(TestDescriptor test) {
        boolean slow = test.getSource()
                .filter(source -> source instanceof MethodSource method
                        && SLOW.contains(method.getJavaMethod().getDeclaringClass()))
                .isPresent();
        return FilterResult.includedIf(!slow);
    }
}

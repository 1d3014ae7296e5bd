package dev.occam.engine.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.BackendReport;
import dev.occam.catalog.PluginCatalog;
import dev.occam.device.Availability.Unusable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where the CPU backend is not on the class path but OpenCL's is, tests that leave the choice to Occam run on OpenCL. */
class OnOpenClTest {
    @Test
    @Tag("any-backend")
    void theChoiceFallsOnOpenCl() {
        BackendSelection selection = new BackendSelection(PluginCatalog.find(List.of()));
        Optional<BackendReport> openCl = selection.reports().stream()
                .filter(report -> report.name().equals("opencl"))
                .findFirst();
        Assumptions.assumeTrue(openCl.isPresent(), "OpenCL is tested in the profile on-opencl");
        if (openCl.get().availability() instanceof Unusable unusable) {
            Assumptions.abort(unusable.reason() + ". " + unusable.remedy());
        }

        assertThat(selection.choose("auto").backend().name()).isEqualTo("opencl");
    }
}

package dev.occam.engine.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.BackendReport;
import dev.occam.catalog.PluginCatalog;
import dev.occam.device.Availability;
import dev.occam.error.RequestException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackendSelectionTest {
    private final BackendSelection selection = new BackendSelection(PluginCatalog.find(List.of()));

    @Test
    void aBackendThatCannotRunIsAnErrorWithReasonAndRemedy() {
        assertThatThrownBy(() -> selection.choose("absent"))
                .isInstanceOf(RequestException.class)
                .hasMessage("Backend \"absent\" cannot run here: no such processor was found.\n"
                        + "  Plug one in or use --backend cpu.");
    }

    @Test
    void theAutomaticChoiceSaysWhyNotTheOthers() {
        BackendSelection.Chosen chosen = selection.choose("auto");
        assertThat(chosen.backend().name()).isEqualTo("cpu");
        assertThat(chosen.reason())
                .startsWith("cpu, the best that can run here; not ")
                .contains("absent (no such processor was found)");
    }

    @Test
    void whatCannotWinIsNotProbedByTheAutomaticChoice() {
        int probes = Slow.PROBES.get();

        String reason = selection.choose("auto").reason();

        assertThat(reason).contains("slow (score 1 at most)");
        assertThat(Slow.PROBES).hasValue(probes);
        assertThat(selection.reports()).anyMatch(report -> report.name().equals("slow"));
        assertThat(Slow.PROBES).hasValue(probes + 1);
    }

    @Test
    void aDeviceIsSelectedBehindTheColon() {
        BackendSelection.Chosen chosen = selection.choose("cpu:0");
        assertThat(chosen.selector()).isEqualTo("0");
        assertThat(chosen.reason()).isEqualTo("cpu, as asked for");
    }

    @Test
    void anUnknownBackendIsNamedWithTheNearest() {
        assertThatThrownBy(() -> selection.choose("cpv"))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("No backend is called \"cpv\". Nearest: cpu.");
    }

    @Test
    void everyBackendIsReportedTheBestFirst() {
        List<BackendReport> reports = selection.reports();
        assertThat(reports.get(0).name()).isEqualTo("cpu");
        assertThat(reports)
                .anyMatch(report ->
                        report.name().equals("absent") && report.availability() instanceof Availability.Unusable);
    }
}

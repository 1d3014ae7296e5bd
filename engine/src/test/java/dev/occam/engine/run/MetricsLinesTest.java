package dev.occam.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.Accounting;
import dev.occam.EpochReport;
import dev.occam.Metrics;
import dev.occam.error.RequestException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MetricsLinesTest {
    private static EpochReport report(Optional<Metrics> validation) {
        return report(validation, Accounting.NONE);
    }

    private static EpochReport report(Optional<Metrics> validation, Accounting accounting) {
        return new EpochReport(
                3,
                1.5,
                new Metrics(0.1, OptionalDouble.of(0.9)),
                Map.of("l2", 0.25),
                validation,
                0.001,
                new EpochReport.WeightStatistics(0.5, 2, 0.125),
                accounting,
                false);
    }

    @Test
    void aLineHasTheKeysOfTheContract() {
        assertThat(MetricsLines.write(List.of(report(Optional.of(new Metrics(0.2, OptionalDouble.of(0.8)))))))
                .isEqualTo("{\"epoch\":3,\"seconds\":1.5,\"train.loss\":0.1,\"train.penalty\":{\"l2\":0.25},"
                        + "\"train.accuracy\":0.9,\"validation.loss\":0.2,\"validation.accuracy\":0.8,\"lr\":0.001,"
                        + "\"weights.mean_abs\":0.5,\"weights.l2\":2.0,\"weights.zeros\":0.125}\n");
    }

    @Test
    void whatRulesDidIsWrittenBehindTheKeysOfTheContractAndRead() {
        Accounting accounting = new Accounting(
                List.of(new Accounting.WeightAccount("0.weight", 0.5, 2, 0.125, Map.of("l2", 0.25))),
                Map.of("l2", 0.75),
                Map.of("l2", new Accounting.Timescale(100, 5)));

        String text = MetricsLines.write(List.of(report(Optional.empty(), accounting)));

        assertThat(text)
                .endsWith(
                        "\"weights.zeros\":0.125,\"update.share\":{\"l2\":0.75},"
                                + "\"decay.timescale\":{\"l2\":{\"steps\":100.0,\"epochs\":5.0}},"
                                + "\"layers\":{\"0.weight\":{\"mean_abs\":0.5,\"l2\":2.0,\"zeros\":0.125,\"share\":{\"l2\":0.25}}}}\n");
        assertThat(MetricsLines.read(text).get(0).accounting()).isEqualTo(accounting);
    }

    @Test
    void whatWasWrittenIsReadToTheLastDigit() {
        List<EpochReport> history =
                List.of(report(Optional.empty()), report(Optional.of(new Metrics(1.0 / 3, OptionalDouble.empty()))));
        assertThat(MetricsLines.read(MetricsLines.write(history))).isEqualTo(history);
    }

    @Test
    void whatIsNotFiniteIsNullAndReadAsNotANumber() {
        String text = MetricsLines.write(List.of(report(Optional.of(new Metrics(Double.NaN, OptionalDouble.empty())))));
        assertThat(text).contains("\"validation.loss\":null");
        assertThat(MetricsLines.read(text).get(0).validation().orElseThrow().loss())
                .isNaN();
    }

    @Test
    void damagedLinesAreRefused() {
        assertThatThrownBy(() -> MetricsLines.read("{\"epoch\":"))
                .isInstanceOf(RequestException.class)
                .hasMessageStartingWith("The metrics of the checkpoint cannot be read");
    }
}

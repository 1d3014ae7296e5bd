package dev.occam.engine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyChartsTest {
    private static final List<IntervalChart.Place> PLACES = List.of(
            new IntervalChart.Place(-7, "0"),
            new IntervalChart.Place(-6, "1e-6"),
            new IntervalChart.Place(-5, ""),
            new IntervalChart.Place(0, "1"));

    @Test
    void aCurveHasABandAndAPointAtEachPlace() throws Exception {
        String html = curve(point(1), point(2), point(3), point(4));

        assertWellFormed(html);
        assertThat(html).contains("<title>a&lt;b, λ 1e-6: 2.0000 (1.9000 to 2.1000)</title>");
        assertThat(html.split("<polygon class=\"band\"", -1)).hasSize(2);
        assertThat(html.split("<circle", -1)).hasSize(5);
    }

    @Test
    void aValueThatIsNoNumberLeavesAGap() throws Exception {
        String html = curve(point(1), point(2), point(Double.NaN), point(4));

        assertWellFormed(html);
        assertThat(html).doesNotContain("NaN");
        assertThat(html.split("<path", -1)).hasSize(3);
    }

    @Test
    void aLogarithmicCurveLeavesOutWhatHasNoLogarithm() {
        String html = new IntervalChart(
                        "size",
                        "λ",
                        PLACES,
                        List.of(new IntervalChart.Curve(
                                "w", List.of(point(1), point(100), point(10_000), new IntervalChart.Point(0, 1, 2)))),
                        true)
                .html();

        assertThat(html).doesNotContain("NaN", "Infinity");
    }

    @Test
    void asManyPointsAsPlacesAreNeeded() {
        assertThatThrownBy(() -> curve(point(1))).hasMessage("a<b has 1 points for 4 places");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1e-6, 1e-6", "0.0003, 3e-4", "0.001, 0.001", "0.03, 0.03", "1, 1"})
    void aStrengthIsAsShortAsItCanBe(double value, String text) {
        assertThat(IntervalChart.strength(value)).isEqualTo(text);
    }

    @Test
    void aDifferenceShowsWhichSideOfNothingItIsOn() throws Exception {
        String html = new DifferenceChart(
                        "gains",
                        "points",
                        List.of(
                                new DifferenceChart.Row("above", 1, 2, 3),
                                new DifferenceChart.Row("below", -3, -2, -1),
                                new DifferenceChart.Row("neither", -1, 0, 1),
                                new DifferenceChart.Row("<none>", Double.NaN, Double.NaN, Double.NaN)))
                .html();

        assertWellFormed(html);
        assertThat(html)
                .contains("<g class=\"c2\">", "<g class=\"c1\">", "<g class=\"c0\">", "class=\"zero\"")
                .contains("&lt;none&gt;", "no figure")
                .doesNotContain("NaN");
    }

    @Test
    void aHeatMapFramesTheBestOfEachRow() {
        String html = new HeatMap("heat", "λ", List.of("0", "1"), "rate", List.of("a", "b"), new double[][] {
                    {0.5, 0.75}, {Double.NaN, 0.25}
                })
                .html();

        assertThat(html)
                .contains("<td class=\"top\" style=\"--v:1.00\">75.00 %</td>")
                .contains("<td class=\"none\">diverged</td>")
                .contains("<td class=\"top\" style=\"--v:0.00\">25.00 %</td>");
    }

    @Test
    void aHeatMapNeedsAValueForEachPair() {
        assertThatThrownBy(() -> new HeatMap("h", "r", List.of("0"), "c", List.of("a"), new double[2][1]))
                .hasMessage("1 labels for 2 rows");
        assertThatThrownBy(() -> new HeatMap("h", "r", List.of("0"), "c", List.of("a"), new double[1][2]))
                .hasMessage("1 labels for 2 columns");
    }

    private static String curve(IntervalChart.Point... points) {
        return new IntervalChart("t", "λ", PLACES, List.of(new IntervalChart.Curve("a<b", List.of(points))), false)
                .html();
    }

    private static IntervalChart.Point point(double value) {
        return new IntervalChart.Point(value - 0.1, value, value + 0.1);
    }

    private static void assertWellFormed(String html) throws Exception {
        byte[] xml = html.getBytes(StandardCharsets.UTF_8);
        assertThat(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml)))
                .isNotNull();
    }
}

package dev.occam.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.Coverage;
import dev.occam.Metrics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final List<String> DIGITS =
            IntStream.range(0, 10).mapToObj(String::valueOf).toList();

    @Test
    void theReportHoldsCurvesCoverageWeightsConfusionAndWorstExamples() {
        String html = Report.html(SampleReport.of(20, DIGITS, "digits"));

        assertThat(html)
                .contains("<title>digits – Occam</title>")
                .contains("97.22 %")
                .contains("loss (without penalties)")
                .contains("penalty by rule")
                .contains(">epoch</text>")
                .contains("weights that are exactly 0, fraction")
                .contains("DecoupledDecay[lambda=0.01]<br>L1[lambda=1.0E-5]")
                .contains("A warning about digits.")
                .contains("20.01 % exactly 0")
                .contains("<b>Units of digits never fire.</b><br>12 of 128.<br>Try fewer.")
                .contains("share of rules in the last step")
                .contains("What the rules did <small>epoch 18</small>")
                .contains(
                        "after 1,000 steps (50.00 epochs) like those of this epoch; all epochs so far would have left 69.77 % of it")
                .contains("What is taken for what")
                .contains("data:image/png;base64,")
                .contains("<b>0</b> taken for <b>3</b>");
    }

    @Test
    void thePageNeedsNothingElse() {
        String html = Report.html(SampleReport.of(5, DIGITS, "digits"));

        assertThat(html).doesNotContain("http:", "https:", "\"//", "<script", "<link", "url(", "@import");
    }

    @Test
    void allTextIsEscaped() {
        String hostile = "<script>alert(1)</script>\"'&\u0000";

        String html = Report.html(SampleReport.of(5, List.of(hostile, "b"), hostile));

        assertThat(html)
                .doesNotContain("<script", "\u0000", "\"'")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;");
    }

    @Test
    void everyDrawingIsWellFormed() throws Exception {
        Matcher drawings = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL)
                .matcher(Report.html(SampleReport.of(30, List.of("<&>", "b"), "a<b>&\"c\"")));
        int count = 0;
        while (drawings.find()) {
            byte[] xml = drawings.group().getBytes(StandardCharsets.UTF_8);
            assertThat(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml)))
                    .isNotNull();
            count++;
        }
        assertThat(count).isEqualTo(10);
    }

    @Test
    void aFrozenWeightAndTheNamesOfASharedOneAreSaid() {
        assertThat(Report.html(SampleReport.of(5, DIGITS, "digits")))
                .contains("<td>output.bias = 4.bias</td>")
                .contains("<td>frozen</td>");
    }

    @Test
    void aRunWithoutClassesEpochsOrRulesHasAReport() {
        Metrics metrics = new Metrics(0.25, OptionalDouble.empty());
        ReportData data = new ReportData(
                "prices",
                List.of(),
                List.of(),
                0,
                metrics,
                Optional.empty(),
                Optional.of(metrics),
                new Coverage(List.of(), List.of(), List.of(), ""),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                "");

        assertThat(Report.html(data)).contains("test loss").contains("0.2500").doesNotContain("<svg", "taken for what");
    }

    @Test
    void aValueThatIsNoNumberLeavesAGapInItsCurve() {
        double[] values = {1, Double.NaN, 0.5, 0.4, Double.POSITIVE_INFINITY};
        String html =
                new LineChart("loss", List.of(new LineChart.Curve("train", values)), 1, Optional.empty(), true).html();

        String path = html.replaceAll("(?s).*<path d=\"([^\"]*)\".*", "$1");
        assertThat(path.chars().filter(letter -> letter == 'M')).hasSize(2);
        assertThat(path.chars().filter(letter -> letter == 'L')).hasSize(1);
        assertThat(html).doesNotContain("NaN", "Infinity");
    }

    @Test
    void aVeryLongRunHasAShortReport() {
        assertThat(Report.html(SampleReport.of(20_000, DIGITS, "digits"))).hasSizeLessThan(600_000);
    }

    @Test
    void ofManyClassesTheMostFrequentConfusionsAreListed() {
        List<String> classes =
                IntStream.range(0, 40).mapToObj(i -> "class " + i).toList();
        int[] truth = {0, 0, 0, 1, 1, 2};
        int[] predicted = {5, 5, 0, 7, 1, 2};

        String html = ConfusionTable.html(Confusion.of("test", classes, truth, predicted));

        assertThat(html).contains("<td>class 0</td><td>class 5</td><td class=\"n\">2</td><td class=\"n\">66.67 %</td>");
        assertThat(html.indexOf("class 5")).isLessThan(html.indexOf("class 7"));
    }

    @Test
    void anImageIsAPngWithInkForLargeValues() throws Exception {
        float[] values = {0, 8, 16, 0, 0, 0};
        byte[] png = Png.of(new WorstExample.Image(3, 2, values));

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));

        assertThat(image.getWidth()).isEqualTo(3);
        assertThat(image.getHeight()).isEqualTo(2);
        assertThat(image.getRaster().getSample(0, 0, 0)).isEqualTo(255);
        assertThat(image.getRaster().getSample(1, 0, 0)).isEqualTo(128);
        assertThat(image.getRaster().getSample(2, 0, 0)).isZero();
    }

    @Test
    void onlyWhatLooksLikeAnImageIsOne() {
        assertThat(WorstExample.Image.of(List.of(64), new float[64]))
                .get()
                .extracting(WorstExample.Image::width)
                .isEqualTo(8);
        assertThat(WorstExample.Image.of(List.of(28, 20), new float[560]))
                .get()
                .extracting(WorstExample.Image::height)
                .isEqualTo(28);
        assertThat(WorstExample.Image.of(List.of(1, 28, 28), new float[784])).isPresent();
        assertThat(WorstExample.Image.of(List.of(4), new float[4])).isEmpty();
        assertThat(WorstExample.Image.of(List.of(65), new float[65])).isEmpty();
    }

    @Test
    void aHistogramCountsZerosApartAndIgnoresWhatIsNotFinite() {
        WeightHistogram histogram =
                WeightHistogram.of("w", new float[] {0, 0, -1, 1, 0.001f, Float.NaN, Float.POSITIVE_INFINITY});

        assertThat(histogram.zeros()).isEqualTo(2);
        assertThat(IntStream.of(histogram.counts()).sum()).isEqualTo(3);
        assertThat(histogram.counts()[0]).isEqualTo(1);
        assertThat(histogram.counts()[20]).isEqualTo(1);
        assertThat(histogram.counts()[40]).isEqualTo(1);
    }
}

package dev.occam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columnsAreAlignedAndEmptyOnesTakeNoRoom() {
        Table table = new Table("  ", "name", "", ">value");
        table.row("a", "", "1");
        table.row("longer", "", "1,000");

        assertThat(table.lines(new Style(false)))
                .containsExactly("  name    value", "  a           1", "  longer  1,000");
    }

    @Test
    void anyCellsFitInEightyColumns() {
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            Table table = new Table("  ", "weight", "role", ">shape", "rules", ">values");
            for (int row = 0; row < 4; row++) {
                table.row(words(random), words(random), words(random), words(random), words(random));
            }

            assertThat(table.lines(new Style(false)))
                    .allSatisfy(line -> assertThat(line)
                            .hasSizeLessThanOrEqualTo(Session.WIDTH)
                            .doesNotContain("\n"));
        }
    }

    @Test
    void nothingOfACellIsLost() {
        Table table = new Table("", "");
        String text = "DecoupledDecay[lambda=0.01, unit=PER_LR, cautious=false]".repeat(3);
        table.row(text);

        assertThat(String.join("", table.lines(new Style(false))).replace(" ", ""))
                .isEqualTo(text.replace(" ", ""));
    }

    private static String words(Random random) {
        StringBuilder words = new StringBuilder();
        for (int word = random.nextInt(4); word > 0; word--) {
            words.append("x".repeat(1 + random.nextInt(40))).append(random.nextInt(6) == 0 ? "\n" : " ");
        }
        return words.toString();
    }
}

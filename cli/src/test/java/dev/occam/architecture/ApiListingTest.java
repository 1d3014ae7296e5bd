package dev.occam.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.plugin.Plugin;
import dev.occam.testkit.PluginContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The public API is written down, so that a change to it is seen by whoever makes it and whoever reviews it. */
class ApiListingTest {
    private static final Path FILE = Path.of("..", "docs", "api.txt");
    private static final String ACCEPT = "occam.api.accept";

    @Test
    void thePublicApiIsAsWrittenDown() throws IOException {
        List<String> listing = Stream.of(Plugin.class, PluginContract.class)
                .flatMap(witness -> ApiListing.of(witness).stream())
                .toList();
        if (Boolean.getBoolean(ACCEPT)) {
            Files.write(FILE, listing);
        }

        List<String> difference = ApiListing.difference(Files.readAllLines(FILE), listing);

        assertThat(difference).withFailMessage(() -> message(difference)).isEmpty();
        assertThat(listing).isEqualTo(Files.readAllLines(FILE));
    }

    @Test
    void theListingShowsWhatOthersMayUse() {
        assertThat(ApiListing.of(Plugin.class))
                .contains("interface dev.occam.plugin.Regularizer is dev.occam.plugin.Plugin")
                .contains("  default dev.occam.tensor.Tensor penalty(dev.occam.tensor.Tensor, dev.occam.plugin.Site)")
                .contains("sealed interface dev.occam.device.Availability")
                .contains("record dev.occam.plugin.Initializer$Uniform is dev.occam.plugin.Initializer")
                .contains("  static String nameOf(Class<? extends dev.occam.plugin.Plugin>)")
                .noneMatch(line -> line.contains("HostLoader"));
    }

    @Test
    void aDifferenceNamesTypeAndMemberAndHowToAcceptIt() {
        List<String> difference = ApiListing.difference(
                List.of("interface dev.occam.A", "  void kept()", "  void gone()", "record dev.occam.B is dev.occam.A"),
                List.of("interface dev.occam.A", "  void kept()", "  int come()", "record dev.occam.B is dev.occam.A"));

        assertThat(message(difference)).isEqualTo("""
                The public API differs from docs/api.txt:
                - dev.occam.A: void gone()
                + dev.occam.A: int come()
                If that is meant, write it down and commit the file:
                  mvn -pl cli -am test -Dtest=ApiListingTest -Dsurefire.failIfNoSpecifiedTests=false -Doccam.api.accept=true""");
    }

    private static String message(List<String> difference) {
        return "The public API differs from docs/api.txt:\n" + String.join("\n", difference)
                + "\nIf that is meant, write it down and commit the file:\n"
                + "  mvn -pl cli -am test -Dtest=ApiListingTest -Dsurefire.failIfNoSpecifiedTests=false -D"
                + ACCEPT + "=true";
    }
}

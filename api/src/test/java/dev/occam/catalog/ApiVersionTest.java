package dev.occam.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ApiVersionTest {
    @Test
    void aPluginRunsOnItsOwnMajorVersionUnlessItIsNewer() {
        ApiVersion host = new ApiVersion(1, 2);

        assertThat(new ApiVersion(1, 0).runsOn(host)).isTrue();
        assertThat(new ApiVersion(1, 2).runsOn(host)).isTrue();
        assertThat(new ApiVersion(1, 3).runsOn(host)).isFalse();
        assertThat(new ApiVersion(0, 9).runsOn(host)).isFalse();
        assertThat(new ApiVersion(2, 0).runsOn(host)).isFalse();
    }

    @Test
    void whatFollowsTheMinorVersionDoesNotCount() {
        assertThat(ApiVersion.parse("1.4")).contains(new ApiVersion(1, 4));
        assertThat(ApiVersion.parse(" 1.4.2-SNAPSHOT ")).contains(new ApiVersion(1, 4));
        assertThat(ApiVersion.parse("1.4-rc1")).contains(new ApiVersion(1, 4));
        assertThat(ApiVersion.parse("one")).isEmpty();
        assertThat(ApiVersion.parse("99999999999.0")).isEmpty();
    }

    @Test
    void theCurrentVersionIsThatOfTheBuild() throws IOException {
        Matcher version = Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(Path.of("pom.xml")));

        assertThat(version.find()).isTrue();
        assertThat(ApiVersion.parse(version.group(1))).contains(ApiVersion.CURRENT);
    }
}

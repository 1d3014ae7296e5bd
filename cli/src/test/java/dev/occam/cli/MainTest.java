package dev.occam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MainTest {
    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";
    private static final String LOG_FILE = "java.util.logging.config.file";

    @AfterEach
    void forgetTheFormat() {
        System.clearProperty(LOG_FORMAT);
    }

    @Test
    void aWarningIsALineOfItsOwnWithoutDateOrClass() {
        Main.formatLog();

        String text = System.getProperty(LOG_FORMAT)
                .formatted("a date", "a class", "a logger", "WARNING", "Slower code stays in use.", "");
        assertThat(text).isEqualToNormalizingNewlines("\nWARNING: Slower code stays in use.\n");
    }

    @Test
    void settingsInAFileOfTheUsersStay() {
        System.setProperty(LOG_FILE, "logging.properties");
        try {
            Main.formatLog();

            assertThat(System.getProperty(LOG_FORMAT)).isNull();
        } finally {
            System.clearProperty(LOG_FILE);
        }
    }

    @Test
    void aFormatThatTheUserChoseStays() {
        System.setProperty(LOG_FORMAT, "%5$s");

        Main.formatLog();

        assertThat(System.getProperty(LOG_FORMAT)).isEqualTo("%5$s");
    }
}

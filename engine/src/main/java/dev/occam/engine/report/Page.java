package dev.occam.engine.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The frame of a page that needs nothing else: no scripts, no fonts, no other files. */
final class Page {
    private Page() {}

    /** @param body HTML, as it is */
    static String of(String title, CharSequence body) {
        String escaped = Html.escape(title);
        return new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n")
                .append("<title>")
                .append(escaped)
                .append(" – Occam</title>\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body>\n")
                .append("<header><p class=\"brand\">Occam</p><h1>")
                .append(escaped)
                .append("</h1></header>\n<main>\n")
                .append(body)
                .append("</main>\n</body>\n</html>\n")
                .toString();
    }

    private static String style() {
        try (InputStream css = Page.class.getResourceAsStream("report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("report.css is missing in the engine's jar", e);
        }
    }
}

package dev.occam.engine.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The frame of every page: it needs nothing else, no scripts, no fonts, no other files. */
public final class Page {
    private Page() {}

    /**
     * The page, HTML.
     *
     * @param title plain text
     * @param body HTML, escaped by whoever made it
     */
    public static String of(String title, String body) {
        String escaped = Html.escape(title);
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
                + "<title>" + escaped + " – Occam</title>\n<style>\n" + style() + "</style>\n</head>\n<body>\n"
                + "<header><p class=\"brand\">Occam</p><h1>" + escaped + "</h1></header>\n<main>\n"
                + body + "</main>\n</body>\n</html>\n";
    }

    private static String style() {
        try (InputStream css = Page.class.getResourceAsStream("report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("report.css is missing in the engine's jar", e);
        }
    }
}

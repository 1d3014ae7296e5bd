package dev.occam.engine.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The frame of a page that needs nothing else: no scripts, no fonts, no other files. */
public final class Page {
    private Page() {}

    /** @param body HTML, as it is */
    public static String of(String title, CharSequence body) {
        String escaped = Html.escape(title);
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
                <title>%1$s – Occam</title>
                <style>
                %2$s</style>
                </head>
                <body>
                <header><p class="brand">Occam</p><h1>%1$s</h1></header>
                <main>
                %3$s</main>
                </body>
                </html>
                """.formatted(escaped, style(), body);
    }

    private static String style() {
        try (InputStream css = Page.class.getResourceAsStream("report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("report.css is missing in the engine's jar", e);
        }
    }
}

package dev.occam.engine.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.occam.engine.file.Printable;
import dev.occam.error.RequestException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The rows of a CSV file: RFC 4180, UTF-8 with or without a byte-order mark, gzipped or not.
 *
 * <p>Cells are stripped of white space around them. Empty lines do not count as rows.
 */
final class CsvFile {
    /** Sees one row after the other. */
    @FunctionalInterface
    interface RowVisitor {
        /** The line that the row begins at, counted from 1, and as many cells as the header has. */
        void row(long line, List<String> cells);
    }

    private final Path path;
    private final List<String> header;

    private CsvFile(Path path, List<String> header) {
        this.path = path;
        this.header = header;
    }

    /** Reads and checks the header. */
    static CsvFile open(Path path) {
        List<String> names = new ArrayList<>();
        visit(path, (line, cells) -> {
            names.addAll(cells);
            return false;
        });
        if (names.isEmpty()) {
            throw new RequestException("%s is empty.\n  A CSV file begins with a line that names its columns."
                    .formatted(Printable.path(path)));
        }
        requireHeader(path, names);
        return new CsvFile(path, List.copyOf(names));
    }

    List<String> header() {
        return header;
    }

    /** The file's name, for messages and run folders. */
    String name() {
        return Printable.path(path.getFileName());
    }

    /** Visits all rows below the header. */
    void rows(RowVisitor visitor) {
        boolean[] below = new boolean[1];
        visit(path, (line, cells) -> {
            if (!below[0]) {
                below[0] = true;
                return true;
            }
            if (cells.size() != header.size()) {
                throw new RequestException(
                        "%s, line %s: the row has %s cells, but the header names %s columns.\n  Quote cells that hold commas, and give each row all its cells."
                                .formatted(Printable.path(path), line, cells.size(), header.size()));
            }
            visitor.row(line, cells);
            return true;
        });
    }

    /** A problem of one cell; {@code remedy} says what to do. */
    RequestException problem(long line, String column, String problem, String remedy) {
        return new RequestException("%s, line %s, column %s: %s.\n  %s"
                .formatted(Printable.path(path), line, Printable.quoted(column), problem, remedy));
    }

    /** A problem of the whole file. */
    RequestException problem(String problem, String remedy) {
        return new RequestException("%s: %s.\n  %s".formatted(Printable.path(path), problem, remedy));
    }

    private interface LineVisitor {
        /** Whether to go on. */
        boolean visit(long line, List<String> cells);
    }

    private static void visit(Path path, LineVisitor visitor) {
        long line = 0;
        try (Source source = Source.open(path);
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(source.stream(), StandardCharsets.UTF_8.newDecoder()));
                CsvReader<CsvRecord> records = CsvReader.builder()
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(false)
                        .ofCsvRecord(withoutByteOrderMark(reader))) {
            Iterator<CsvRecord> iterator = records.iterator();
            boolean more = true;
            while (more && iterator.hasNext()) {
                CsvRecord next = iterator.next();
                more = visitor.visit(next.getStartingLineNumber(), stripped(next.getFields()));
                line = next.getStartingLineNumber();
            }
        } catch (CsvParseException e) {
            throw unreadable(path, line, e);
        } catch (UncheckedIOException e) {
            throw unreadable(path, line, e.getCause());
        } catch (IOException e) {
            throw unreadable(path, line, e);
        }
    }

    private static RequestException unreadable(Path path, long line, Exception problem) {
        Throwable cause = problem;
        while (cause instanceof CsvParseException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof CharacterCodingException) {
            return new RequestException(
                    "%s: the text after line %s is not UTF-8.\n  Save the file as UTF-8."
                            .formatted(Printable.path(path), line),
                    problem);
        }
        if (cause instanceof IOException io) {
            return Source.damaged(path, io);
        }
        return new RequestException(
                "%s: the row after line %s cannot be read: %s.\n  Look for a quote that is not closed, or a row without an end."
                        .formatted(Printable.path(path), line, Printable.reason(problem)),
                problem);
    }

    private static Reader withoutByteOrderMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != '\ufeff') {
            reader.reset();
        }
        return reader;
    }

    private static List<String> stripped(List<String> fields) {
        List<String> cells = new ArrayList<>(fields.size());
        for (String field : fields) {
            cells.add(field.strip());
        }
        return cells;
    }

    private static void requireHeader(Path path, List<String> names) {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.isEmpty()) {
                throw new RequestException(
                        "%s, the header: column %s of %s has no name.\n  Name every column in the first line."
                                .formatted(Printable.path(path), i + 1, names.size()));
            }
            Integer before = positions.put(name, i + 1);
            if (before != null) {
                throw new RequestException("%s, the header: columns %s and %s are both called %s.\n  Rename one."
                        .formatted(Printable.path(path), before, i + 1, Printable.quoted(name)));
            }
        }
        if (names.stream().allMatch(Cell::isNumber)) {
            throw new RequestException(
                    "%s, the header: it holds only numbers, but the first line must name the columns.\n  Add a line such as: a,b,label"
                            .formatted(Printable.path(path)));
        }
    }
}

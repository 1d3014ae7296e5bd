package dev.occam.engine.study;

import dev.occam.engine.report.IntervalChart;
import dev.occam.engine.statistics.Estimate;
import java.util.List;

/** A part of a section: what the page draws and the document holds as numbers. */
sealed interface Block {
    /** A paragraph, plain text. */
    record Note(String text) implements Block {}

    /**
     * A table.
     *
     * @param title above it; may be empty
     * @param header a text for each column
     * @param rows a cell for each column
     */
    record Table(String title, List<String> header, List<List<Cell>> rows) implements Block {
        public Table {
            header = List.copyOf(header);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<Cell> row : rows) {
                if (row.size() != header.size()) {
                    throw new IllegalArgumentException(
                            "%d cells under %d headings: %s".formatted(row.size(), header.size(), title));
                }
            }
        }
    }

    /**
     * Curves over strengths.
     *
     * @param quantity that the points are in
     */
    record Curves(String title, List<Double> strengths, Quantity quantity, List<Curve> curves) implements Block {
        public Curves {
            strengths = List.copyOf(strengths);
            curves = List.copyOf(curves);
        }
    }

    /** An estimate for each strength. */
    record Curve(String name, List<Estimate> points) {
        public Curve {
            points = List.copyOf(points);
        }
    }

    /** Differences with intervals beside 0. */
    record Differences(String title, String unit, Quantity quantity, List<Difference> rows) implements Block {
        public Differences {
            rows = List.copyOf(rows);
        }
    }

    /** One of them. */
    record Difference(String label, Estimate estimate) {}

    /** Fractions for pairs of two scales. */
    record Heat(
            String title,
            String rowScale,
            List<Double> rows,
            String columnScale,
            List<Double> columns,
            double[][] values)
            implements Block {
        public Heat {
            rows = List.copyOf(rows);
            columns = List.copyOf(columns);
        }
    }

    /** What stands in a table. */
    sealed interface Cell {
        /** Words. */
        record Words(String text) implements Cell {}

        /** A number that is what it is. */
        record Exact(double value, Quantity quantity) implements Cell {}

        /** A number with its interval. */
        record Mean(Estimate estimate, Quantity quantity) implements Cell {}
    }

    static Cell words(String text) {
        return new Cell.Words(text);
    }

    static Cell lambda(double value) {
        return new Cell.Words(IntervalChart.strength(value));
    }

    static Cell exact(double value, Quantity quantity) {
        return new Cell.Exact(value, quantity);
    }

    static Cell mean(Estimate estimate, Quantity quantity) {
        return new Cell.Mean(estimate, quantity);
    }
}

package dev.occam.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Text in columns, at most {@link Session#WIDTH} wide: the widest columns are wrapped until it fits. */
final class Table {
    private static final int GAP = 2;
    private static final int NARROWEST = 8;

    private final String indent;
    private final List<String> header;
    private final List<Boolean> right;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param header a column each; one that begins with {@code >} is aligned at the right */
    Table(String indent, String... header) {
        this.indent = indent;
        this.header = Arrays.stream(header)
                .map(name -> name.startsWith(">") ? name.substring(1) : name)
                .toList();
        this.right = Arrays.stream(header).map(name -> name.startsWith(">")).toList();
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The lines, the header first unless it is all blank. */
    List<String> lines(Style style) {
        int[] widths = widths();
        List<String> lines = new ArrayList<>();
        if (header.stream().anyMatch(name -> !name.isBlank())) {
            layOut(header, widths).forEach(line -> lines.add(style.faint(line)));
        }
        rows.forEach(row -> lines.addAll(layOut(row, widths)));
        return lines;
    }

    private int[] widths() {
        int[] widths = header.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        int room = Session.WIDTH - indent.length() - GAP * (widths.length - 1);
        while (Arrays.stream(widths).sum() > room) {
            int widest = 0;
            for (int column = 1; column < widths.length; column++) {
                widest = widths[column] > widths[widest] ? column : widest;
            }
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private List<String> layOut(List<String> cells, int[] widths) {
        List<List<String>> wrapped = new ArrayList<>();
        int height = 1;
        for (int column = 0; column < widths.length; column++) {
            wrapped.add(Text.wrap(cells.get(column), Math.max(1, widths[column])));
            height = Math.max(height, wrapped.get(column).size());
        }
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < height; line++) {
            StringBuilder text = new StringBuilder(indent);
            for (int column = 0; column < widths.length; column++) {
                String cell =
                        line < wrapped.get(column).size() ? wrapped.get(column).get(line) : "";
                if (widths[column] == 0) {
                    continue;
                }
                String space = " ".repeat(widths[column] - Math.min(widths[column], cell.length()));
                text.append(right.get(column) ? space + cell : cell + space).append(" ".repeat(GAP));
            }
            lines.add(text.toString().stripTrailing());
        }
        return lines;
    }
}

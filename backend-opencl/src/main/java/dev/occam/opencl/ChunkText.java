package dev.occam.opencl;

import dev.occam.device.Affine;
import dev.occam.device.Instruction.Reduce;
import dev.occam.device.Instruction.Store;
import dev.occam.tensor.Reduction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Kernels for few long rows: for each pass one that reduces chunks of rows into partial results in scratch memory, and one
 * that adds the chunks up in their order.
 */
final class ChunkText {
    private static final int TOTALS_GROUP = 64;

    private final Lines lines;
    private final Target target;
    private final RowPlan plan;
    private final Source source;
    private final Text text;
    private final RowText rows;
    private final Map<Integer, Long> partials = new HashMap<>();
    private final Map<Integer, Long> totals = new HashMap<>();
    private final int rowRank;

    ChunkText(Lines lines, Target target, RowPlan plan, Source source) {
        this.lines = lines;
        this.target = target;
        this.plan = plan;
        this.source = source;
        this.text = source.text();
        this.rows = new RowText(lines, target, plan, source);
        this.rowRank = lines.program().space().size() - lines.program().reduced();
    }

    KernelText write() {
        long scratch = 0;
        long count = lines.program().rows();
        for (int line : lines.reductions()) {
            partials.put(line, scratch);
            totals.put(line, scratch + count * plan.chunks());
            scratch += count * (plan.chunks() + 1);
        }
        for (int pass = 0; pass < lines.passes(); pass++) {
            writeChunks(pass);
            boolean isLast = pass == lines.passes() - 1;
            boolean stores =
                    lines.live().stream().anyMatch(line -> lines.get(line) instanceof Store && lines.isPerRow(line));
            if (!lines.reductions(pass).isEmpty() && !isLast || isLast && stores) {
                writeTotals(pass, isLast);
            }
        }
        return source.finish(scratch);
    }

    private void writeChunks(int pass) {
        boolean together = !target.grouped() || plan.across();
        long items = (long) plan.units() * plan.chunks();
        source.kernel("chunks" + pass, together ? Source.divide(items, plan.local()) : items, plan.local());
        rows.declareCells();
        text.line("int id = %s;", together ? "get_global_id(0)" : "get_group_id(0)");
        text.line("int unit = %s;", Expressions.remainder("id", plan.units()));
        text.line("int chunk = %s;", Expressions.quotient("id", plan.units()));
        text.line("int begin = chunk * %d;", plan.chunkLength());
        text.line(
                "int end = min(begin + %d, %d);",
                plan.chunkLength(), lines.program().rowLength());
        text.open(together && plan.local() > 1 ? "if (chunk < %d)".formatted(plan.chunks()) : "");
        rows.rowsOfUnit(body -> writeChunk(body, pass));
        text.close(2);
    }

    private void writeChunk(Body body, int pass) {
        List<Integer> needed = new ArrayList<>(lines.coordinates(pass));
        lines.reductions(pass).forEach(line -> needed.add(((Reduce) lines.get(line)).operand()));
        writeKnown(body, lines.rowsFor(needed));
        rows.writePass(body, pass, "begin", "end");
        for (int line : lines.reductions(pass)) {
            boolean oneStores = target.grouped() && !plan.across();
            String place = "%d + chunk * %d + %s"
                    .formatted(partials.get(line), lines.program().rows(), row());
            text.line("%s%s", oneStores ? "if (get_local_id(0) == 0) " : "", stored(body, line, place));
        }
    }

    private String stored(Body body, int line, String place) {
        return body.isWide(line)
                ? "vstore%d(v%d, 0, scratch + %s);".formatted(body.width(), line, place)
                : "scratch[%s] = v%d;".formatted(place, line);
    }

    /** Writes rows' lines, taking the reductions among them from scratch memory. */
    private void writeKnown(Body body, List<Integer> needed) {
        for (int line : needed) {
            if (!(lines.get(line) instanceof Reduce)) {
                body.write(List.of(line));
                continue;
            }
            String place = "%d + %s".formatted(totals.get(line), row());
            text.line(
                    body.isWide(line)
                            ? "%s v%d = vload%d(0, scratch + %s);".formatted(body.type(), line, body.width(), place)
                            : "float v%d = scratch[%s];".formatted(line, place));
        }
    }

    /** The number of the row at the coordinates. */
    private String row() {
        List<Integer> strides = new ArrayList<>();
        int behind = 1;
        for (int axis = rowRank - 1; axis >= 0; axis--) {
            strides.add(0, behind);
            behind *= lines.program().space().get(axis);
        }
        return Expressions.at(new Affine(0, strides), Expressions.axes(rowRank));
    }

    private void writeTotals(int pass, boolean isLast) {
        int count = lines.program().rows();
        int local = target.grouped() ? TOTALS_GROUP : 1;
        source.kernel("totals" + pass, count, local);
        if (target.grouped()) {
            text.line("local float cells[%d];", local);
        }
        text.line("int row = get_group_id(0);");
        Expressions.coordinates(
                text, "row", Expressions.axes(rowRank), lines.program().space().subList(0, rowRank));
        Body body = new Body(text, lines, source.functions(), 1, 0);
        for (int line : lines.reductions(pass)) {
            writeTotal(line, local);
        }
        List<Integer> last = isLast ? rowsWithStores() : List.of();
        List<Integer> before = last.stream()
                .filter(line -> lines.get(line) instanceof Reduce && lines.stage(line) <= pass)
                .toList();
        writeKnown(body, before);
        List<Integer> others = rows.withoutReductions(last);
        if (target.grouped()) {
            text.line("barrier(CLK_GLOBAL_MEM_FENCE);");
            text.open("if (get_local_id(0) == 0)");
        }
        for (int line : lines.reductions(pass)) {
            if (!isLast) {
                text.line("scratch[%d + row] = v%d;", totals.get(line), line);
            }
        }
        body.write(others);
        text.close(target.grouped() ? 2 : 1);
    }

    private List<Integer> rowsWithStores() {
        List<Integer> stores = lines.live().stream()
                .filter(line -> lines.get(line) instanceof Store && lines.isPerRow(line))
                .toList();
        return lines.rowsFor(stores);
    }

    private void writeTotal(int line, int local) {
        boolean sum = rows.reduction(line) == Reduction.SUM;
        text.line("float total%d = %s;", line, rows.identity(line));
        if (sum) {
            text.line("float lost%d = 0.0f;", line);
        }
        String first = target.grouped() ? "get_local_id(0)" : "0";
        text.open("for (int chunk = %s; chunk < %d; chunk += %d)", first, plan.chunks(), local);
        String partial = "scratch[%d + chunk * %d + row]"
                .formatted(partials.get(line), lines.program().rows());
        text.line(
                sum
                        ? "%s(&total%d, &lost%d, %s);"
                                .formatted(source.functions().name("add", 1), line, line, partial)
                        : "total%d = %s(total%d, %s);"
                                .formatted(line, source.functions().name("max", 1), line, partial));
        text.close();
        String what = rows.reduction(line).name().toLowerCase(Locale.ROOT);
        text.line(
                "float v%d = %s;",
                line,
                target.grouped()
                        ? "%s(total%d, cells)".formatted(source.functions().name("group_" + what, 1), line)
                        : "total" + line);
    }
}

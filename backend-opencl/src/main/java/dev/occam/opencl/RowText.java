package dev.occam.opencl;

import dev.occam.device.Instruction.Reduce;
import dev.occam.device.Program;
import dev.occam.tensor.Reduction;
import java.util.List;
import java.util.Locale;

/** A kernel that works on whole rows, pass after pass; what is needed in several passes is computed in each. */
final class RowText {
    private final Lines lines;
    private final Target target;
    private final RowPlan plan;
    private final Source source;
    private final Text text;
    private final List<Integer> space;
    private final List<String> axes;
    private final int rowRank;

    RowText(Lines lines, Target target, RowPlan plan, Source source) {
        this.lines = lines;
        this.target = target;
        this.plan = plan;
        this.source = source;
        this.text = source.text();
        this.space = lines.program().space();
        this.axes = Expressions.axes(space.size());
        this.rowRank = space.size() - lines.program().reduced();
    }

    KernelText write() {
        long items = Source.divide(plan.units(), plan.unitsOfItem());
        source.kernel("rows", together() ? Source.divide(items, plan.local()) : items, plan.local());
        openUnit(together() ? "get_global_id(0)" : "get_group_id(0)");
        rowsOfUnit(this::writeRow);
        closeUnit();
        return source.finish(0);
    }

    /** Opens what is done for one unit, whose number is in the variable {@code unit}. */
    private void openUnit(String item) {
        declareCells();
        if (plan.unitsOfItem() > 1) {
            text.line("int first = %s * %d;", item, plan.unitsOfItem());
            text.open("for (int unit = first; unit < min(first + %d, %d); unit++)", plan.unitsOfItem(), plan.units());
            return;
        }
        text.line("int unit = %s;", item);
        // No condition around barriers, although all work-items of a group would agree: PoCL 3.1 gets that wrong.
        text.open(together() && plan.local() > 1 ? "if (unit < %d)".formatted(plan.units()) : "");
    }

    /** Whether neighbouring work-items do neighbouring units, rather than a group one unit. */
    private boolean together() {
        return !target.grouped() || plan.across();
    }

    private void closeUnit() {
        text.close(2);
    }

    void declareCells() {
        if (target.grouped() && !plan.across() && !lines.reductions().isEmpty()) {
            text.line("local float cells[%d];", plan.local());
        }
    }

    /** What is written for the rows of a unit. */
    interface RowWriter {
        void write(Body body);
    }

    /** Declares the coordinates of the rows of a unit: of all lanes at once, and one by one where they are not complete. */
    void rowsOfUnit(RowWriter writer) {
        if (!plan.across()) {
            Expressions.coordinates(text, "unit", axes.subList(0, rowRank), space.subList(0, rowRank));
            writer.write(new Body(text, lines, source.functions(), plan.width(), space.size() - 1));
            return;
        }
        int last = rowRank - 1;
        int neighbours = space.get(last);
        long vectors = Source.divide(neighbours, plan.width());
        Expressions.coordinates(
                text, Expressions.quotient("unit", vectors), axes.subList(0, last), space.subList(0, last));
        text.line("int lane_0 = %s * %d;", Expressions.remainder("unit", vectors), plan.width());
        boolean rest = neighbours % plan.width() != 0;
        text.open(rest ? "if (lane_0 <= %d)".formatted(neighbours - plan.width()) : "");
        text.line("int %s = lane_0;", axes.get(last));
        writer.write(new Body(text, lines, source.functions(), plan.width(), last));
        text.close();
        if (rest) {
            text.open(
                    "else for (int %s = lane_0; %s < %d; %s++)",
                    axes.get(last), axes.get(last), neighbours, axes.get(last));
            writer.write(new Body(text, lines, source.functions(), 1, last));
            text.close();
        }
    }

    private void writeRow(Body body) {
        for (int pass = 0; pass < lines.passes(); pass++) {
            body.write(withoutReductions(lines.rows(pass)));
            writePass(body, pass, "0", String.valueOf(lines.program().rowLength()));
        }
        if (lines.program().rowLength() == 0) {
            for (int line : lines.reductions()) {
                text.line("%s v%d = %s;", rowType(body, line), line, identity(line));
            }
        }
        writeLastRows(body, withoutReductions(lines.rows(lines.passes())));
    }

    /** Writes rows' lines whose stores one work-item of a group does, after all others have read. */
    void writeLastRows(Body body, List<Integer> rows) {
        boolean oneStores = target.grouped() && !plan.across() && !rows.isEmpty();
        if (!oneStores) {
            body.write(rows);
            return;
        }
        text.line("barrier(CLK_GLOBAL_MEM_FENCE);");
        text.open("if (get_local_id(0) == 0)");
        body.write(rows);
        text.close();
    }

    List<Integer> withoutReductions(List<Integer> rows) {
        return rows.stream()
                .filter(line -> !(lines.get(line) instanceof Reduce))
                .toList();
    }

    /** Goes through the values from begin to end; leaves each reduction of the pass in its line's variable. */
    void writePass(Body body, int pass, String begin, String end) {
        List<Integer> reductions = lines.reductions(pass);
        List<Integer> coordinates = lines.coordinates(pass);
        declareTotals(body, reductions, "");
        if (plan.across()) {
            text.open("for (int r = %s; r < %s; r++)", begin, end);
            step(body, "r", coordinates, reductions, "");
            text.close();
            reductions.forEach(line -> text.line("%s v%d = total%d;", body.type(), line, line));
            return;
        }
        boolean rest = body.width() > 1 && lines.program().rowLength() % body.width() != 0;
        int stride = target.grouped() ? plan.local() : body.width();
        String first = target.grouped() ? begin.equals("0") ? "get_local_id(0)" : begin + " + get_local_id(0)" : begin;
        text.line("int r%d = %s;", pass, first);
        String limit = body.width() == 1 ? "< " + end : "<= %s - %d".formatted(end, body.width());
        text.open("for (; r%d %s; r%d += %d)", pass, limit, pass, stride);
        step(body, "r" + pass, coordinates, reductions, "");
        text.close();
        if (rest) {
            Body single = new Body(text, lines, source.functions(), 1, space.size() - 1);
            declareTotals(single, reductions, "rest");
            text.open("for (; r%d < %s; r%d++)", pass, end, pass);
            step(single, "r" + pass, coordinates, reductions, "rest");
            text.close();
        }
        for (int line : reductions) {
            text.line("float v%d = %s;", line, combined(body, line, rest));
        }
    }

    private void declareTotals(Body body, List<Integer> reductions, String suffix) {
        for (int line : reductions) {
            text.line("%s total%d%s = %s;", body.type(), line, suffix, identity(line));
            if (reduction(line) == Reduction.SUM) {
                text.line("%s lost%d%s = 0.0f;", body.type(), line, suffix);
            }
        }
    }

    private void step(Body body, String number, List<Integer> coordinates, List<Integer> reductions, String suffix) {
        Expressions.coordinates(text, number, axes.subList(rowRank, axes.size()), space.subList(rowRank, axes.size()));
        body.write(coordinates);
        for (int line : reductions) {
            String value = body.widened(((Reduce) lines.get(line)).operand());
            if (reduction(line) == Reduction.SUM) {
                String add = source.functions().name("add", body.width());
                text.line("%s(&total%d%s, &lost%d%s, %s);", add, line, suffix, line, suffix, value);
            } else {
                String max = source.functions().name("max", body.width());
                text.line("total%d%s = %s(total%d%s, %s);", line, suffix, max, line, suffix, value);
            }
        }
    }

    /** The lanes, the work-items of a group and the rest in one. */
    private String combined(Body body, int line, boolean rest) {
        String what = reduction(line).name().toLowerCase(Locale.ROOT);
        String total = "total" + line;
        if (body.width() > 1) {
            total = "%s(%s)".formatted(source.functions().name("lanes_" + what, body.width()), total);
        }
        if (rest) {
            total = reduction(line) == Reduction.SUM
                    ? "%s + total%drest".formatted(total, line)
                    : "%s(%s, total%drest)".formatted(source.functions().name("max", 1), total, line);
        }
        return target.grouped() ? "%s(%s, cells)".formatted(source.functions().name("group_" + what, 1), total) : total;
    }

    private static String rowType(Body body, int line) {
        return body.isWide(line) ? body.type() : "float";
    }

    Reduction reduction(int line) {
        return ((Reduce) lines.get(line)).reduction();
    }

    String identity(int line) {
        return Expressions.literal((float) reduction(line).identity());
    }

    Program program() {
        return lines.program();
    }
}

package dev.occam.opencl;

import dev.occam.device.Affine;
import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Apply;
import dev.occam.device.Instruction.Constant;
import dev.occam.device.Instruction.Gather;
import dev.occam.device.Instruction.Index;
import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Random;
import dev.occam.device.Instruction.Scalar;
import dev.occam.device.Instruction.Store;
import dev.occam.device.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Writes lines of a program as C, for one coordinate or for several neighbours along one axis at once. Line 3 becomes the
 * variable v3; it is a vector only if its value differs along that axis.
 */
final class Body {
    private final Text text;
    private final Lines lines;
    private final Functions functions;
    private final List<String> axes;
    private final int width;
    private final int laneAxis;
    private final List<Boolean> wide = new ArrayList<>();

    /**
     * @param width number of lanes; 1 for one coordinate
     * @param laneAxis the axis along which lanes are neighbours
     */
    Body(Text text, Lines lines, Functions functions, int width, int laneAxis) {
        this.text = text;
        this.lines = lines;
        this.functions = functions;
        this.axes = Expressions.axes(lines.program().space().size());
        this.width = width;
        this.laneAxis = laneAxis;
        for (int line = 0; line < lines.program().body().size(); line++) {
            wide.add(width > 1 && varies(line));
        }
    }

    int width() {
        return width;
    }

    boolean isWide(int line) {
        return wide.get(line);
    }

    String type() {
        return Functions.type("float", width);
    }

    private boolean varies(int line) {
        Instruction instruction = lines.get(line);
        if (instruction instanceof Load load) {
            return varies(load.view());
        }
        if (instruction instanceof Gather gather) {
            return varies(gather.view()) || wide.get(gather.index());
        }
        if (instruction instanceof Index index) {
            return varies(index.value());
        }
        if (instruction instanceof Random random) {
            return varies(random.element());
        }
        if (instruction instanceof Instruction.Reduce) {
            return laneAxis < lines.program().space().size() - lines.program().reduced();
        }
        return instruction instanceof Instruction.Product
                || instruction instanceof Apply apply
                        && apply.operands().stream().anyMatch(wide::get);
    }

    private boolean varies(View view) {
        return varies(view.element()) || boundsVary(view);
    }

    private boolean boundsVary(View view) {
        return view.bounds().stream().anyMatch(bound -> varies(bound.value()));
    }

    private boolean varies(Affine affine) {
        return affine.strides().get(laneAxis) != 0;
    }

    /** Writes these lines, in this order. A product is expected in the variable {@code product}. */
    void write(Collection<Integer> numbers) {
        numbers.forEach(this::write);
    }

    private void write(int line) {
        Instruction instruction = lines.get(line);
        if (instruction instanceof Load load) {
            load(line, load);
        } else if (instruction instanceof Gather gather) {
            gather(line, gather);
        } else if (instruction instanceof Scalar scalar) {
            text.line("float v%d = s%d;", line, scalar.slot());
        } else if (instruction instanceof Constant constant) {
            text.line("float v%d = %s;", line, Expressions.literal(constant.value()));
        } else if (instruction instanceof Index index) {
            declare(line, "convert_%s(%s)".formatted(type(line), lanes(index.value(), line)));
        } else if (instruction instanceof Random random) {
            String function = functions.name("random", wide.get(line) ? width : 1);
            declare(
                    line,
                    "%s(seed, %su, step, %s)"
                            .formatted(
                                    function, Integer.toUnsignedString(random.site()), lanes(random.element(), line)));
        } else if (instruction instanceof Instruction.Product) {
            declare(line, "product");
        } else if (instruction instanceof Apply apply) {
            declare(line, applied(apply, line));
        } else if (instruction instanceof Store store) {
            store(store);
        }
    }

    private void declare(int line, String value) {
        text.line("%s v%d = %s;", type(line), line, value);
    }

    private String type(int line) {
        return Functions.type("float", wide.get(line) ? width : 1);
    }

    /** The whole numbers of all lanes. */
    private String lanes(Affine affine, int line) {
        String first = Expressions.at(affine, axes);
        if (!wide.get(line)) {
            return first;
        }
        StringBuilder numbers = new StringBuilder("0");
        for (int lane = 1; lane < width; lane++) {
            numbers.append(", ").append(lane * affine.strides().get(laneAxis));
        }
        return "%s + (int%d)(%s)".formatted(first, width, numbers);
    }

    private void load(int line, Load load) {
        if (lines.program().rowLength() == 0) {
            declare(line, "0.0f");
            return;
        }
        if (!wide.get(line)) {
            declare(line, Expressions.load(load.buffer(), load.view(), axes));
            return;
        }
        if (boundsVary(load.view())) {
            laneByLane(line, lane -> Expressions.load(load.buffer(), load.view(), lane));
            return;
        }
        String value = vector(load.buffer(), load.view().element());
        String inside = Expressions.inside(load.view(), axes);
        declare(line, inside.isEmpty() ? value : "%s ? %s : (%s)(0.0f)".formatted(inside, value, type()));
    }

    private String vector(int buffer, Affine element) {
        int stride = element.strides().get(laneAxis);
        String first = Expressions.at(element, axes);
        return stride == 1
                ? "vload%d(0, b%d + %s)".formatted(width, buffer, first)
                : "%s(b%d + %s, %d)".formatted(functions.name("load", width), buffer, first, stride);
    }

    private void gather(int line, Gather gather) {
        if (lines.program().rowLength() == 0) {
            declare(line, "0.0f");
            return;
        }
        if (!wide.get(line)) {
            declare(line, gathered(gather, axes, "v" + gather.index()));
            return;
        }
        String index = "v" + gather.index();
        String ofLane = wide.get(gather.index()) ? "((float *)&%s)[lane]".formatted(index) : index;
        laneByLane(line, lane -> gathered(gather, lane, ofLane));
    }

    private static String gathered(Gather gather, List<String> axes, String index) {
        String inside = Expressions.inside(gather.view(), axes);
        return "%s >= 0.0f && %s < %s%s ? b%d[%s + %d * (int)%s] : 0.0f"
                .formatted(
                        index,
                        index,
                        Expressions.literal(gather.rows()),
                        inside.isEmpty() ? "" : " && " + inside,
                        gather.buffer(),
                        Expressions.at(gather.view().element(), axes),
                        gather.stride(),
                        index);
    }

    private interface ValueOfLane {
        String at(List<String> axes);
    }

    private void laneByLane(int line, ValueOfLane value) {
        List<String> lane = new ArrayList<>(axes);
        lane.set(laneAxis, "(%s + lane)".formatted(axes.get(laneAxis)));
        text.line("%s v%d;", type(line), line);
        text.open("for (int lane = 0; lane < %d; lane++)", width);
        text.line("((float *)&v%d)[lane] = %s;", line, value.at(lane));
        text.close();
    }

    private String applied(Apply apply, int line) {
        String a = "v" + apply.operands().get(0);
        String b = apply.operands().size() > 1 ? "v" + apply.operands().get(1) : "";
        boolean isWide = wide.get(line);
        return switch (apply.function()) {
            case NEG -> "-" + a;
            case ABS -> "fabs(" + a + ")";
            case SQRT -> "sqrt(" + a + ")";
            case FLOOR -> "floor(" + a + ")";
            case EXP, LOG, TANH, MIN, MAX -> call(apply, isWide);
            case ADD -> a + " + " + b;
            case SUB -> a + " - " + b;
            case MUL -> a + " * " + b;
            case DIV -> a + " / " + b;
            case LT ->
                isWide
                        ? "select((%s)(0.0f), (%s)(1.0f), %s < %s)".formatted(type(), type(), a, b)
                        : "%s < %s ? 1.0f : 0.0f".formatted(a, b);
            case SELECT -> {
                int otherwise = apply.operands().get(2);
                boolean condition = wide.get(apply.operands().get(0));
                yield condition
                        ? "select(%s, %s, %s != 0.0f)"
                                .formatted(
                                        widened(otherwise),
                                        widened(apply.operands().get(1)),
                                        a)
                        : "%s != 0.0f ? %s : %s"
                                .formatted(
                                        a,
                                        isWide ? widened(apply.operands().get(1)) : b,
                                        isWide ? widened(otherwise) : "v" + otherwise);
            }
        };
    }

    private String call(Apply apply, boolean isWide) {
        String function =
                functions.name(apply.function().name().toLowerCase(java.util.Locale.ROOT), isWide ? width : 1);
        List<String> operands = apply.operands().stream()
                .map(operand -> isWide ? widened(operand) : "v" + operand)
                .toList();
        return function + "(" + String.join(", ", operands) + ")";
    }

    /** The value of a line as a vector. */
    String widened(int line) {
        return width == 1 || wide.get(line) ? "v" + line : "(%s)(v%d)".formatted(type(), line);
    }

    private void store(Store store) {
        int operand = store.operand();
        String element = Expressions.at(store.view().element(), axes);
        int stride = width == 1 ? 0 : store.view().element().strides().get(laneAxis);
        if (stride == 0) {
            boolean last = width > 1 && wide.get(operand);
            String value = last ? "v%d.s%s".formatted(operand, Integer.toHexString(width - 1)) : "v" + operand;
            text.line("b%d[%s] = %s;", store.buffer(), element, value);
            return;
        }
        if (stride == 1) {
            text.line("vstore%d(%s, 0, b%d + %s);", width, widened(operand), store.buffer(), element);
            return;
        }
        String function = functions.name("store", width);
        text.line("%s(%s, b%d + %s, %d);", function, widened(operand), store.buffer(), element, stride);
    }
}

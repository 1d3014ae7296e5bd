package dev.occam.opencl;

import dev.occam.device.Affine;
import dev.occam.device.View;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Numbers and places as C. */
final class Expressions {
    private Expressions() {}

    /** i0, i1, … */
    static List<String> axes(int rank) {
        return IntStream.range(0, rank).mapToObj(axis -> "i" + axis).toList();
    }

    /** A float that C reads back with the same bits. */
    static String literal(float value) {
        if (Float.isNaN(value)) {
            return "NAN";
        }
        if (Float.isInfinite(value)) {
            return value > 0 ? "INFINITY" : "(-INFINITY)";
        }
        String text = (Math.abs(value) < Float.MIN_NORMAL && value != 0 ? Float.toHexString(value) : value) + "f";
        return text.startsWith("-") ? "(" + text + ")" : text;
    }

    /** The value of an affine number where the axes have these names. */
    static String at(Affine affine, List<String> axes) {
        StringBuilder text = new StringBuilder();
        for (int axis = 0; axis < axes.size(); axis++) {
            term(text, affine.strides().get(axis), axes.get(axis));
        }
        if (affine.offset() != 0 || text.isEmpty()) {
            term(text, affine.offset(), "");
        }
        return text.toString();
    }

    private static void term(StringBuilder text, int factor, String name) {
        if (factor == 0 && !name.isEmpty()) {
            return;
        }
        if (text.isEmpty()) {
            text.append(factor < 0 ? "-" : "");
        } else {
            text.append(factor < 0 ? " - " : " + ");
        }
        String size = Integer.toUnsignedString(Math.abs(factor));
        text.append(name.isEmpty() ? size : Math.abs(factor) == 1 ? name : size + " * " + name);
    }

    /** The condition under which all bounds of a view hold; empty where there are none. */
    static String inside(View view, List<String> axes) {
        return view.bounds().stream()
                .map(bound -> "(uint)(%s) < %du".formatted(at(bound.value(), axes), Math.max(0, bound.size())))
                .collect(Collectors.joining(" && "));
    }

    /** The value of a view, 0 outside of its bounds. */
    static String load(int buffer, View view, List<String> axes) {
        String value = "b%d[%s]".formatted(buffer, at(view.element(), axes));
        String inside = inside(view, axes);
        return inside.isEmpty() ? value : "%s ? %s : 0.0f".formatted(inside, value);
    }

    /** A number divided by a constant. */
    static String quotient(String number, long divisor) {
        return divisor == 1 ? number : number + " / " + divisor;
    }

    /** The rest of that division. */
    static String remainder(String number, long divisor) {
        return divisor == 1 ? "0" : number + " % " + divisor;
    }

    /** Declares the coordinates of a number that counts through some axes of a space. */
    static void coordinates(Text text, String number, List<String> axes, List<Integer> sizes) {
        int behind = 1;
        for (int axis = axes.size() - 1; axis >= 0; axis--) {
            String outer = quotient(number, behind);
            text.line("int %s = %s;", axes.get(axis), axis == 0 ? outer : remainder(outer, sizes.get(axis)));
            behind *= sizes.get(axis);
        }
    }
}

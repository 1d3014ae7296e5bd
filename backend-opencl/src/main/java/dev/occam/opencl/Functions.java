package dev.occam.opencl;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The functions that kernels call, each for one number of lanes; only those that were asked for are part of the text.
 *
 * <p>exp, log and tanh take the same steps in float arithmetic as the CPU backend does, so both give the same bits, and
 * no driver's library of functions matters. In the templates F, I and U stand for the types of float, int and uint, W for
 * the number of lanes.
 */
final class Functions {
    private static final Map<String, String> TEMPLATES = Map.ofEntries(
            Map.entry("exp", """
                    static F exp_W(F argument) {
                        F x = select(argument, (F)(89.0f), argument > 89.0f);
                        x = select(x, (F)(-104.0f), x < -104.0f);
                        F rounded = fma(x, (F)(1.442695f), (F)(0x1.8p23f));
                        F n = rounded - 0x1.8p23f;
                        F r = fma(n, (F)(-1.4286068e-6f), fma(n, (F)(-0.69314575f), x));
                        F p = fma((F)(0.001381432f), r, (F)(0.008368851f));
                        p = fma(fma(fma(p, r, (F)(0.0416684f)), r, (F)(0.1666652f)), r, (F)(0.49999994f));
                        F y = fma(p, r * r, r) + 1.0f;
                        I exponent = as_I(rounded) - 0x4b400000;
                        I first = exponent >> 1;
                        return y * as_F((first + 127) << 23) * as_F((exponent - first + 127) << 23);
                    }
                    """),
            Map.entry("log", """
                    static F log_W(F x) {
                        I tiny = x < 0x1p-126f;
                        I bits = as_I(select(x, x * 0x1p23f, tiny)) - 0x3f3504f3;
                        F e = convert_F(bits >> 23) - select((F)(0.0f), (F)(23.0f), tiny);
                        F f = as_F((bits & 0x007fffff) + 0x3f3504f3) - 1.0f;
                        F p = fma((F)(0.0674664f), f, (F)(-0.11675652f));
                        p = fma(fma(fma(p, f, (F)(0.11888162f)), f, (F)(-0.12405589f)), f, (F)(0.14219552f));
                        p = fma(fma(p, f, (F)(-0.16667996f)), f, (F)(0.20002119f));
                        p = fma(fma(p, f, (F)(-0.2500001f)), f, (F)(0.33333313f));
                        F square = f * f;
                        F tail = fma(square * f, p, fma(e, (F)(1.4286068e-6f), -0.5f * square));
                        F y = fma(e, (F)(0.69314575f), tail + f);
                        y = select(x, y, x < INFINITY);
                        y = select(y, (F)(-INFINITY), x == 0.0f);
                        return select(y, (F)(NAN), x < 0.0f);
                    }
                    """),
            Map.entry("tanh", """
                    static F tanh_W(F argument) {
                        F x = fabs(argument);
                        F square = x * x;
                        F p = fma((F)(-0.005704987f), square, (F)(0.020639086f));
                        p = fma(fma(fma(p, square, (F)(-0.053739715f)), square, (F)(0.13331442f)), square, (F)(-0.3333328f));
                        F small = fma(square * x, p, x);
                        F large = 1.0f - 2.0f / (exp_W(x + x) + 1.0f);
                        return copysign(select(large, small, x < 0.625f), argument);
                    }
                    """),
            Map.entry("max", """
                    static F max_W(F a, F b) {
                        return select(b, a, (a > b) | (a != a));
                    }
                    """),
            Map.entry("min", """
                    static F min_W(F a, F b) {
                        return select(b, a, (a < b) | (a != a));
                    }
                    """),
            Map.entry("random", """
                    static F random_W(ulong seed, uint site, ulong step, I element) {
                        U at = as_U(element);
                        U x0 = (at >> 6) * 16u + (at & 15u);
                        U x1 = (U)(0u);
                        U x2 = (U)((uint)step);
                        U x3 = (U)((uint)(step >> 32));
                        uint k0 = (uint)seed;
                        uint k1 = (uint)(seed >> 32) ^ site;
                        for (int round = 0; round < 10; round++) {
                            U high0 = mul_hi(x0, (U)(0xD2511F53u));
                            U high1 = mul_hi(x2, (U)(0xCD9E8D57u));
                            U low0 = x0 * 0xD2511F53u;
                            U low1 = x2 * 0xCD9E8D57u;
                            x0 = high1 ^ x1 ^ k0;
                            x1 = low1;
                            x2 = high0 ^ x3 ^ k1;
                            x3 = low0;
                            k0 += 0x9E3779B9u;
                            k1 += 0xBB67AE85u;
                        }
                        U word = (at & 63u) >> 4;
                        U bits = select(select(x0, x1, word == 1u), select(x2, x3, word == 3u), word > 1u);
                        return convert_F(bits >> 8) * 0x1p-24f;
                    }
                    """),
            Map.entry("add", """
                    static void add_W(F *sum, F *lost, F x) {
                        F y = x - *lost;
                        F t = *sum + y;
                        F rounding = (t - *sum) - y;
                        *lost = select((F)(0.0f), rounding, fabs(rounding) < INFINITY);
                        *sum = t;
                    }
                    """),
            Map.entry("group_sum", """
                    static float group_sum_W(float x, local float *cells) {
                        int id = get_local_id(0);
                        barrier(CLK_LOCAL_MEM_FENCE);
                        cells[id] = x;
                        for (int half_way = get_local_size(0) / 2; half_way > 0; half_way /= 2) {
                            barrier(CLK_LOCAL_MEM_FENCE);
                            if (id < half_way) {
                                cells[id] += cells[id + half_way];
                            }
                        }
                        barrier(CLK_LOCAL_MEM_FENCE);
                        return cells[0];
                    }
                    """),
            Map.entry("group_max", """
                    static float group_max_W(float x, local float *cells) {
                        int id = get_local_id(0);
                        barrier(CLK_LOCAL_MEM_FENCE);
                        cells[id] = x;
                        for (int half_way = get_local_size(0) / 2; half_way > 0; half_way /= 2) {
                            barrier(CLK_LOCAL_MEM_FENCE);
                            if (id < half_way) {
                                cells[id] = max_W(cells[id], cells[id + half_way]);
                            }
                        }
                        barrier(CLK_LOCAL_MEM_FENCE);
                        return cells[0];
                    }
                    """));

    private static final Map<String, String> NEEDS = Map.of("tanh", "exp", "group_max", "max");

    private final Map<String, String> used = new LinkedHashMap<>();

    /** The name of a function for this many lanes; its text becomes part of the source. */
    String name(String function, int width) {
        if (function.equals("lanes_max")) {
            name("max", 1);
        }
        if (NEEDS.containsKey(function)) {
            name(NEEDS.get(function), width);
        }
        used.computeIfAbsent(function + "_" + width, name -> text(function, width));
        return function + "_" + width;
    }

    private static String text(String function, int width) {
        return switch (function) {
            case "load" -> load(width);
            case "store" -> store(width);
            case "lanes_sum" -> lanes(width, "sum", "total + x.s%s");
            case "lanes_max" -> lanes(width, "max", "max_1(total, x.s%s)");
            default ->
                TEMPLATES
                        .get(function)
                        .replaceAll("(?<![A-Za-z0-9])((?:as_|convert_)?)F(?![A-Za-z0-9])", "$1" + type("float", width))
                        .replaceAll("(?<![A-Za-z0-9])((?:as_|convert_)?)I(?![A-Za-z0-9])", "$1" + type("int", width))
                        .replaceAll("(?<![A-Za-z0-9])((?:as_|convert_)?)U(?![A-Za-z0-9])", "$1" + type("uint", width))
                        .replaceAll("_W(?![A-Za-z0-9])", "_" + width);
        };
    }

    /** Neighbouring lanes from places with a gap between. */
    private static String load(int width) {
        StringBuilder lanes = new StringBuilder("p[0]");
        for (int lane = 1; lane < width; lane++) {
            lanes.append(", p[").append(lane == 1 ? "" : lane + " * ").append("stride]");
        }
        return "static float%d load_%d(global const float *p, int stride) {\n    return (float%d)(%s);\n}\n"
                .formatted(width, width, width, lanes);
    }

    private static String store(int width) {
        StringBuilder lanes = new StringBuilder();
        for (int lane = 0; lane < width; lane++) {
            lanes.append("    p[%d * stride] = x.s%s;\n".formatted(lane, Integer.toHexString(lane)));
        }
        return "static void store_%d(float%d x, global float *p, int stride) {\n%s}\n".formatted(width, width, lanes);
    }

    /** All lanes in one. */
    private static String lanes(int width, String what, String step) {
        StringBuilder text = new StringBuilder(
                "static float lanes_%s_%d(float%d x) {\n    float total = x.s0;\n".formatted(what, width, width));
        for (int lane = 1; lane < width; lane++) {
            text.append("    total = ")
                    .append(step.formatted(Integer.toHexString(lane)))
                    .append(";\n");
        }
        return text.append("    return total;\n}\n").toString();
    }

    /** A type of OpenCL C. */
    static String type(String scalar, int width) {
        return width == 1 ? scalar : scalar + width;
    }

    /** The texts of all functions that were asked for, by name, each after those that it calls. */
    Map<String, String> used() {
        return used;
    }
}

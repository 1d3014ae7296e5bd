#pragma OPENCL FP_CONTRACT OFF

static float16 max_16(float16 a, float16 b) {
    return select(b, a, (a > b) | (a != a));
}

static float max_1(float a, float b) {
    return select(b, a, (a > b) | (a != a));
}

static float lanes_max_16(float16 x) {
    float total = x.s0;
    total = max_1(total, x.s1);
    total = max_1(total, x.s2);
    total = max_1(total, x.s3);
    total = max_1(total, x.s4);
    total = max_1(total, x.s5);
    total = max_1(total, x.s6);
    total = max_1(total, x.s7);
    total = max_1(total, x.s8);
    total = max_1(total, x.s9);
    total = max_1(total, x.sa);
    total = max_1(total, x.sb);
    total = max_1(total, x.sc);
    total = max_1(total, x.sd);
    total = max_1(total, x.se);
    total = max_1(total, x.sf);
    return total;
}

static float16 exp_16(float16 argument) {
    float16 x = select(argument, (float16)(89.0f), argument > 89.0f);
    x = select(x, (float16)(-104.0f), x < -104.0f);
    float16 rounded = fma(x, (float16)(1.442695f), (float16)(0x1.8p23f));
    float16 n = rounded - 0x1.8p23f;
    float16 r = fma(n, (float16)(-1.4286068e-6f), fma(n, (float16)(-0.69314575f), x));
    float16 p = fma((float16)(0.001381432f), r, (float16)(0.008368851f));
    p = fma(fma(fma(p, r, (float16)(0.0416684f)), r, (float16)(0.1666652f)), r, (float16)(0.49999994f));
    float16 y = fma(p, r * r, r) + 1.0f;
    int16 exponent = as_int16(rounded) - 0x4b400000;
    int16 first = exponent >> 1;
    return y * as_float16((first + 127) << 23) * as_float16((exponent - first + 127) << 23);
}

static void add_16(float16 *sum, float16 *lost, float16 x) {
    float16 y = x - *lost;
    float16 t = *sum + y;
    float16 rounding = (t - *sum) - y;
    *lost = select((float16)(0.0f), rounding, fabs(rounding) < INFINITY);
    *sum = t;
}

static float lanes_sum_16(float16 x) {
    float total = x.s0;
    total = total + x.s1;
    total = total + x.s2;
    total = total + x.s3;
    total = total + x.s4;
    total = total + x.s5;
    total = total + x.s6;
    total = total + x.s7;
    total = total + x.s8;
    total = total + x.s9;
    total = total + x.sa;
    total = total + x.sb;
    total = total + x.sc;
    total = total + x.sd;
    total = total + x.se;
    total = total + x.sf;
    return total;
}

kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void rows(global float *b0) {
    int first = get_global_id(0) * 32;
    for (int unit = first; unit < min(first + 32, 128); unit++) {
        int i0 = unit;
        float16 total1 = (-INFINITY);
        int r0 = 0;
        for (; r0 <= 32 - 16; r0 += 16) {
            int i1 = r0;
            float16 v0 = vload16(0, b0 + 32 * i0 + i1);
            total1 = max_16(total1, v0);
        }
        float v1 = lanes_max_16(total1);
        float16 total4 = 0.0f;
        float16 lost4 = 0.0f;
        int r1 = 0;
        for (; r1 <= 32 - 16; r1 += 16) {
            int i1 = r1;
            float16 v0 = vload16(0, b0 + 32 * i0 + i1);
            float16 v2 = v0 - v1;
            float16 v3 = exp_16(v2);
            add_16(&total4, &lost4, v3);
        }
        float v4 = lanes_sum_16(total4);
        int r2 = 0;
        for (; r2 <= 32 - 16; r2 += 16) {
            int i1 = r2;
            float16 v0 = vload16(0, b0 + 32 * i0 + i1);
            float16 v2 = v0 - v1;
            float16 v3 = exp_16(v2);
            float16 v5 = v3 / v4;
            vstore16(v5, 0, b0 + 32 * i0 + i1);
        }
    }
}

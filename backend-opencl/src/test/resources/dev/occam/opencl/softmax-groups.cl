#pragma OPENCL FP_CONTRACT OFF

static float max_1(float a, float b) {
    return select(b, a, (a > b) | (a != a));
}

static float group_max_1(float x, local float *cells) {
    int id = get_local_id(0);
    barrier(CLK_LOCAL_MEM_FENCE);
    cells[id] = x;
    for (int half_way = get_local_size(0) / 2; half_way > 0; half_way /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (id < half_way) {
            cells[id] = max_1(cells[id], cells[id + half_way]);
        }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    return cells[0];
}

static float exp_1(float argument) {
    float x = select(argument, (float)(89.0f), argument > 89.0f);
    x = select(x, (float)(-104.0f), x < -104.0f);
    float rounded = fma(x, (float)(1.442695f), (float)(0x1.8p23f));
    float n = rounded - 0x1.8p23f;
    float r = fma(n, (float)(-1.4286068e-6f), fma(n, (float)(-0.69314575f), x));
    float p = fma((float)(0.001381432f), r, (float)(0.008368851f));
    p = fma(fma(fma(p, r, (float)(0.0416684f)), r, (float)(0.1666652f)), r, (float)(0.49999994f));
    float y = fma(p, r * r, r) + 1.0f;
    int exponent = as_int(rounded) - 0x4b400000;
    int first = exponent >> 1;
    return y * as_float((first + 127) << 23) * as_float((exponent - first + 127) << 23);
}

static void add_1(float *sum, float *lost, float x) {
    float y = x - *lost;
    float t = *sum + y;
    float rounding = (t - *sum) - y;
    *lost = select((float)(0.0f), rounding, fabs(rounding) < INFINITY);
    *sum = t;
}

static float group_sum_1(float x, local float *cells) {
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

kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void rows(global float *b0) {
    local float cells[64];
    int unit = get_group_id(0);
    {
        int i0 = unit;
        float total1 = (-INFINITY);
        int r0 = get_local_id(0);
        for (; r0 < 100; r0 += 64) {
            int i1 = r0;
            float v0 = b0[100 * i0 + i1];
            total1 = max_1(total1, v0);
        }
        float v1 = group_max_1(total1, cells);
        float total4 = 0.0f;
        float lost4 = 0.0f;
        int r1 = get_local_id(0);
        for (; r1 < 100; r1 += 64) {
            int i1 = r1;
            float v0 = b0[100 * i0 + i1];
            float v2 = v0 - v1;
            float v3 = exp_1(v2);
            add_1(&total4, &lost4, v3);
        }
        float v4 = group_sum_1(total4, cells);
        int r2 = get_local_id(0);
        for (; r2 < 100; r2 += 64) {
            int i1 = r2;
            float v0 = b0[100 * i0 + i1];
            float v2 = v0 - v1;
            float v3 = exp_1(v2);
            float v5 = v3 / v4;
            b0[100 * i0 + i1] = v5;
        }
    }
}

#pragma OPENCL FP_CONTRACT OFF

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

static void add_1(float *sum, float *lost, float x) {
    float y = x - *lost;
    float t = *sum + y;
    float rounding = (t - *sum) - y;
    *lost = select((float)(0.0f), rounding, fabs(rounding) < INFINITY);
    *sum = t;
}

kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void chunks0(global float *b0, global const float *b1, global float *b2, float s0, global float *scratch) {
    int id = get_global_id(0);
    int unit = 0;
    int chunk = id;
    int begin = chunk * 4096;
    int end = min(begin + 4096, 1000000);
    {
        float v2 = s0;
        float16 total7 = 0.0f;
        float16 lost7 = 0.0f;
        int r0 = begin;
        for (; r0 <= end - 16; r0 += 16) {
            int i0 = r0;
            float16 v0 = vload16(0, b0 + i0);
            float16 v1 = vload16(0, b1 + i0);
            float16 v3 = v1 * v2;
            float16 v4 = v0 - v3;
            vstore16(v4, 0, b0 + i0);
            float16 v6 = v0 * v0;
            add_16(&total7, &lost7, v6);
        }
        float v7 = lanes_sum_16(total7);
        scratch[0 + chunk * 1 + 0] = v7;
    }
}

kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void totals0(global float *b0, global const float *b1, global float *b2, float s0, global float *scratch) {
    int row = get_group_id(0);
    float total7 = 0.0f;
    float lost7 = 0.0f;
    for (int chunk = 0; chunk < 245; chunk += 1) {
        add_1(&total7, &lost7, scratch[0 + chunk * 1 + row]);
    }
    float v7 = total7;
    b2[0] = v7;
}

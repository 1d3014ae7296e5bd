#pragma OPENCL FP_CONTRACT OFF

static float16 max_16(float16 a, float16 b) {
    return select(b, a, (a > b) | (a != a));
}

static float max_1(float a, float b) {
    return select(b, a, (a > b) | (a != a));
}

kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void each(global const float *b0, global float *b1, float s0) {
    int id = get_global_id(0);
    int begin = id % 5 * 1024;
    int end = min(begin + 1024, 5000);
    int i0 = begin;
    for (; i0 <= end - 16; i0 += 16) {
        float16 v0 = vload16(0, b0 + i0);
        float v1 = 0.0f;
        float16 v2 = max_16(v0, (float16)(v1));
        float v3 = s0;
        float16 v4 = v2 * v3;
        vstore16(v4, 0, b1 + i0);
    }
    for (; i0 < end; i0++) {
        float v0 = b0[i0];
        float v1 = 0.0f;
        float v2 = max_1(v0, v1);
        float v3 = s0;
        float v4 = v2 * v3;
        b1[i0] = v4;
    }
}

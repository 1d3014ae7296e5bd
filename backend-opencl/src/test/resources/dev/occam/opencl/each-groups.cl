#pragma OPENCL FP_CONTRACT OFF

static float max_1(float a, float b) {
    return select(b, a, (a > b) | (a != a));
}

kernel __attribute__((reqd_work_group_size(256, 1, 1)))
void each(global const float *b0, global float *b1, float s0) {
    int id = get_global_id(0);
    if (id < 5000) {
        int i0 = id;
        float v0 = b0[i0];
        float v1 = 0.0f;
        float v2 = max_1(v0, v1);
        float v3 = s0;
        float v4 = v2 * v3;
        b1[i0] = v4;
    }
}

#pragma OPENCL FP_CONTRACT OFF

static void add_16(float16 *sum, float16 *lost, float16 x) {
    float16 y = x - *lost;
    float16 t = *sum + y;
    float16 rounding = (t - *sum) - y;
    *lost = select((float16)(0.0f), rounding, fabs(rounding) < INFINITY);
    *sum = t;
}

static void add_1(float *sum, float *lost, float x) {
    float y = x - *lost;
    float t = *sum + y;
    float rounding = (t - *sum) - y;
    *lost = select((float)(0.0f), rounding, fabs(rounding) < INFINITY);
    *sum = t;
}

kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void rows(global const float *b0, global float *b1) {
    int unit = get_global_id(0);
    {
        int lane_0 = unit % 7 * 16;
        if (lane_0 <= 84) {
            int i0 = lane_0;
            float16 total1 = 0.0f;
            float16 lost1 = 0.0f;
            for (int r = 0; r < 128; r++) {
                int i1 = r;
                float16 v0 = vload16(0, b0 + i0 + 100 * i1);
                add_16(&total1, &lost1, v0);
            }
            float16 v1 = total1;
            vstore16(v1, 0, b1 + i0);
        }
        else for (int i0 = lane_0; i0 < 100; i0++) {
            float total1 = 0.0f;
            float lost1 = 0.0f;
            for (int r = 0; r < 128; r++) {
                int i1 = r;
                float v0 = b0[i0 + 100 * i1];
                add_1(&total1, &lost1, v0);
            }
            float v1 = total1;
            b1[i0] = v1;
        }
    }
}

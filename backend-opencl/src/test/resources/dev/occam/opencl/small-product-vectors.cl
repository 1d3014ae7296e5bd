#pragma OPENCL FP_CONTRACT OFF

kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void each(global const float *b0, global const float *b1, global float *b2) {
    int id = get_global_id(0);
    int first = (id) * 10;
    for (int line = first; line < min(first + 10, 8); line++) {
        int i1 = line % 8;
        int i0 = line / 8;
        int i2 = 0;
        for (; i2 <= 32 - 16; i2 += 16) {
            float16 product = 0.0f;
            for (int i3 = 0; i3 < 16; i3++) {
                float v0 = b0[16 * i1 + i3];
                float16 v1 = vload16(0, b1 + i2 + 32 * i3);
                product = fma((float16)(v0), v1, product);
            }
            float16 v0 = product;
            vstore16(v0, 0, b2 + 256 * i0 + 32 * i1 + i2);
        }
    }
}

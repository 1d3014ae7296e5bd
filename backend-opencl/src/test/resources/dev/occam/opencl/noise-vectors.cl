#pragma OPENCL FP_CONTRACT OFF

static float16 random_16(ulong seed, uint site, ulong step, int16 element) {
    uint16 at = as_uint16(element);
    uint16 x0 = (at >> 6) * 16u + (at & 15u);
    uint16 x1 = (uint16)(0u);
    uint16 x2 = (uint16)((uint)step);
    uint16 x3 = (uint16)((uint)(step >> 32));
    uint k0 = (uint)seed;
    uint k1 = (uint)(seed >> 32) ^ site;
    for (int round = 0; round < 10; round++) {
        uint16 high0 = mul_hi(x0, (uint16)(0xD2511F53u));
        uint16 high1 = mul_hi(x2, (uint16)(0xCD9E8D57u));
        uint16 low0 = x0 * 0xD2511F53u;
        uint16 low1 = x2 * 0xCD9E8D57u;
        x0 = high1 ^ x1 ^ k0;
        x1 = low1;
        x2 = high0 ^ x3 ^ k1;
        x3 = low0;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    uint16 word = (at & 63u) >> 4;
    uint16 bits = select(select(x0, x1, word == 1u), select(x2, x3, word == 3u), word > 1u);
    return convert_float16(bits >> 8) * 0x1p-24f;
}

kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void each(global const float *b0, global float *b1, ulong seed, ulong step) {
    int id = get_global_id(0);
    int i0 = 0;
    for (; i0 <= 32 - 16; i0 += 16) {
        float16 v0;
        for (int lane = 0; lane < 16; lane++) {
            ((float *)&v0)[lane] = (uint)((i0 + lane) - 3) < 27u ? b0[(i0 + lane) - 3] : 0.0f;
        }
        float16 v1 = random_16(seed, 7u, step, i0 + (int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
        float16 v2 = select((float16)(0.0f), (float16)(1.0f), v0 < v1);
        vstore16(v2, 0, b1 + i0);
    }
}

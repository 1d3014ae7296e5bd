#pragma OPENCL FP_CONTRACT OFF

static float4 load_4(global const float *p, int stride) {
    return (float4)(p[0], p[stride], p[2 * stride], p[3 * stride]);
}

kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void pack(global const float *b0, global const float *b1, global float *b2, global float *scratch) {
    int id = get_global_id(0);
    {
        int block = 0 * 128;
        int panel = id % 7;
        int i0 = id / 7;
        global float *to = scratch + 0 + (long)(i0 * 7 + panel) * 512 + block * 8;
        for (int k = block; k < min(block + 128, 64); k++) {
            int i1 = k;
            for (int lane = 0; lane < 8; lane += 4) {
                int i2 = panel * 8 + lane;
                if (i2 <= 46) {
                    float4 v0 = load_4(b1 + i1 + 64 * i2, 64);
                    vstore4(v0, 0, to + lane);
                    continue;
                }
                for (int each = lane; each < lane + 4; each++) {
                    int at = panel * 8 + each;
                    float value = 0.0f;
                    if (at < 50) {
                        int i2 = at;
                        float v0 = b1[i1 + 64 * i2];
                        value = v0;
                    }
                    to[each] = value;
                }
            }
            to += 8;
        }
    }
}

kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void multiply(global const float *b0, global const float *b1, global float *b2, global float *scratch) {
    int id = get_global_id(0);
    int first_row = id % 32 * 4;
    int panel = id / 32 % 7;
    int i0 = id / 224;
    int first_column = panel * 8;
    int row0 = min(first_row + 0, 127);
    global const float *a0 = b0 + 64 * row0 + 0;
    int row1 = min(first_row + 1, 127);
    global const float *a1 = b0 + 64 * row1 + 0;
    int row2 = min(first_row + 2, 127);
    global const float *a2 = b0 + 64 * row2 + 0;
    int row3 = min(first_row + 3, 127);
    global const float *a3 = b0 + 64 * row3 + 0;
    global const float *b = scratch + 0 + (long)(i0 * 7 + panel) * 512;
    float4 c0_0 = 0.0f;
    float4 c0_1 = 0.0f;
    float4 c1_0 = 0.0f;
    float4 c1_1 = 0.0f;
    float4 c2_0 = 0.0f;
    float4 c2_1 = 0.0f;
    float4 c3_0 = 0.0f;
    float4 c3_1 = 0.0f;
    for (int k = 0; k < 64; k++) {
        float4 x0 = vload4(0, b);
        float4 x1 = vload4(1, b);
        float4 y0 = a0[k];
        c0_0 = fma(y0, x0, c0_0);
        c0_1 = fma(y0, x1, c0_1);
        float4 y1 = a1[k];
        c1_0 = fma(y1, x0, c1_0);
        c1_1 = fma(y1, x1, c1_1);
        float4 y2 = a2[k];
        c2_0 = fma(y2, x0, c2_0);
        c2_1 = fma(y2, x1, c2_1);
        float4 y3 = a3[k];
        c3_0 = fma(y3, x0, c3_0);
        c3_1 = fma(y3, x1, c3_1);
        b += 8;
    }
    float tile[32];
    vstore4(c0_0, 0, tile);
    vstore4(c0_1, 1, tile);
    vstore4(c1_0, 2, tile);
    vstore4(c1_1, 3, tile);
    vstore4(c2_0, 4, tile);
    vstore4(c2_1, 5, tile);
    vstore4(c3_0, 6, tile);
    vstore4(c3_1, 7, tile);
    for (int row = 0; row < min(4, 128 - first_row); row++) {
        int at_row = first_row + row;
        int i1 = at_row;
        int column = 0;
        for (; column < 8 && first_column + column <= 46; column += 4) {
            int i2 = first_column + column;
            float4 product = vload4(0, tile + row * 8 + column);
            float4 v0 = product;
            vstore4(v0, 0, b2 + 6400 * i0 + 50 * i1 + i2);
        }
        for (; column < min(8, 50 - first_column); column++) {
            int at_column = first_column + column;
            int i2 = at_column;
            float product = tile[row * 8 + column];
            float v0 = product;
            b2[6400 * i0 + 50 * i1 + i2] = v0;
        }
    }
}

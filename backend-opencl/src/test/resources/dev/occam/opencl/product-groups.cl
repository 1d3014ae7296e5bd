#pragma OPENCL FP_CONTRACT OFF

kernel __attribute__((reqd_work_group_size(256, 1, 1)))
void multiply(global const float *b0, global const float *b1, global float *b2) {
    local float left[16][33];
    local float right[16][33];
    int id = get_local_id(0);
    int x = id % 16;
    int y = id / 16;
    int group = get_group_id(0);
    int first_column = group % 2 * 32;
    int first_row = group / 2 % 4 * 32;
    int i0 = group / 8;
    float c[2][2];
    #pragma unroll
    for (int r = 0; r < 2; r++) {
        #pragma unroll
        for (int q = 0; q < 2; q++) {
            c[r][q] = 0.0f;
        }
    }
    for (int first = 0; first < 64; first += 16) {
        for (int p = id; p < 512; p += 256) {
            int d = p % 16;
            int at = p / 16;
            int k = first + d;
            int outer = first_row + at;
            float value = 0.0f;
            if (k < 64 && outer < 128) {
                int i1 = outer;
                int i2 = k;
                value = b0[64 * i1 + i2];
            }
            left[d][at] = value;
        }
        for (int p = id; p < 512; p += 256) {
            int d = p % 16;
            int at = p / 16;
            int k = first + d;
            int outer = first_column + at;
            float value = 0.0f;
            if (k < 64 && outer < 50) {
                int i2 = outer;
                int i1 = k;
                value = b1[i1 + 64 * i2];
            }
            right[d][at] = value;
        }
        barrier(CLK_LOCAL_MEM_FENCE);
        #pragma unroll
        for (int d = 0; d < 16; d++) {
            float a[2];
            float b[2];
            #pragma unroll
            for (int q = 0; q < 2; q++) {
                a[q] = left[d][y * 2 + q];
                b[q] = right[d][x + q * 16];
            }
            #pragma unroll
            for (int r = 0; r < 2; r++) {
                #pragma unroll
                for (int q = 0; q < 2; q++) {
                    c[r][q] = fma(a[r], b[q], c[r][q]);
                }
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    #pragma unroll
    for (int r = 0; r < 2; r++) {
        #pragma unroll
        for (int q = 0; q < 2; q++) {
            int at_row = first_row + y * 2 + r;
            int at_column = first_column + x + q * 16;
            if (at_row < 128 && at_column < 50) {
                int i1 = at_row;
                int i2 = at_column;
                float product = c[r][q];
                float v0 = product;
                b2[6400 * i0 + 50 * i1 + i2] = v0;
            }
        }
    }
}

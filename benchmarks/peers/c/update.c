/* The memory's limit for updates, as a peer: Adam or SGD with momentum over ten million weights in one loop, with
 * decay, L2, L1 and the sum of a penalty in the same loop. Each array starts at another offset within its pages.
 * Speaks as the Java class Conversation says. cc -O3 -march=native -ffast-math -pthread update.c -lm */
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WEIGHTS 10000000
#define STAGGER (512 * 1024 + 4160)

static int threads, adam, decay, l2, l1, sum, steps;
static float *weights, *gradients, *means, *squares, first;
static char *slab;

struct part {
    long from, to;
    double sum;
};

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

static void *update(void *argument) {
    struct part *part = argument;
    float *restrict w = weights, *restrict g = gradients, *restrict m = means, *restrict v = squares;
    const float rate = 1e-3f, l2s = l2 ? 0.01f : 0, l1s = l1 ? 1e-4f : 0, keep = 1 - (decay ? rate * 0.01f : 0);
    const float step = rate / (1 - powf(0.9f, steps)), root = 1 / sqrtf(1 - powf(0.999f, steps));
    float total = 0;
    if (adam) {
        for (long i = part->from; i < part->to; i++) {
            float x = w[i], d = g[i] + l2s * x + l1s * ((x > 0) - (x < 0));
            m[i] = 0.9f * m[i] + 0.1f * d;
            v[i] = 0.999f * v[i] + 0.001f * d * d;
            w[i] = keep * x - step * m[i] / (sqrtf(v[i]) * root + 1e-8f);
            total += w[i] * w[i];
        }
    } else {
        for (long i = part->from; i < part->to; i++) {
            float x = w[i], d = g[i] + l2s * x + l1s * ((x > 0) - (x < 0));
            m[i] = 0.9f * m[i] + d;
            w[i] = keep * x - rate * m[i];
            total += w[i] * w[i];
        }
    }
    part->sum = sum ? total : 0;
    return NULL;
}

static double run(int times) {
    double start = now();
    for (int i = 0; i < times; i++) {
        pthread_t others[64];
        struct part parts[64];
        steps++;
        for (int t = 0; t < threads; t++) {
            parts[t].from = (long)WEIGHTS * t / threads;
            parts[t].to = (long)WEIGHTS * (t + 1) / threads;
            if (t > 0) pthread_create(&others[t], NULL, update, &parts[t]);
        }
        update(&parts[0]);
        for (int t = 1; t < threads; t++) pthread_join(others[t], NULL);
    }
    return now() - start;
}

static float *array(int number, float scale) {
    float *values = (float *)(slab + number * (4L * WEIGHTS + STAGGER));
    unsigned r = 12345 + number;
    for (long i = 0; i < WEIGHTS; i++) {
        r = r * 1664525u + 1013904223u;
        values[i] = scale * ((int)r * (1.f / 2147483648.f));
    }
    return values;
}

static int has(const char *text, const char *word) { return strstr(text, word) != NULL; }

static void prepare(const char *work) {
    if (!has(work, "update ")) {
        puts("> unsupported");
        return;
    }
    adam = has(work, "adam");
    decay = has(work, "+decay");
    l2 = has(work, "+l2");
    l1 = has(work, "+l1");
    sum = has(work, "+sum");
    steps = 0;
    slab = malloc(4 * (4L * WEIGHTS + STAGGER));
    weights = array(0, 0.01f);
    gradients = array(1, 0.001f);
    means = array(2, 0);
    squares = array(3, 0);
    first = weights[0];
    puts("> prepared");
}

int main(int count, char **arguments) {
    char line[1000], id[100];
    threads = count > 1 ? atoi(arguments[1]) : 1;
    if (threads < 1 || threads > 64) return 2;
    while (fgets(line, sizeof line, stdin)) {
        double seconds;
        int times;
        if (!strncmp(line, "version", 7)) {
            printf("> version C loop, compiler %s\n", __VERSION__);
        } else if (!strncmp(line, "prepare", 7)) {
            prepare(line);
        } else if (sscanf(line, "warm %99s %lf", id, &seconds) == 2) {
            double start = now(), last;
            do last = run(1);
            while (now() - start < seconds);
            printf("> warmed %.0f\n", last * 1e9);
        } else if (sscanf(line, "run %99s %d", id, &times) == 2) {
            printf("> ran %.0f\n", run(times) * 1e9);
        } else if (!strncmp(line, "check", 5)) {
            puts(weights[0] == weights[0] && weights[0] != first ? "> right weights changed" : "> failed the first weight did not change");
        } else {
            free(slab);
            slab = NULL;
            puts("> released");
        }
        fflush(stdout);
    }
    return 0;
}

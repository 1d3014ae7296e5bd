/* The memory's limit for updates, as a peer: Adam or SGD with momentum over ten million weights in one loop, with
 * decay, L2, L1 and the sum of a penalty in the same loop. Each array starts at another offset within its pages. Threads
 * live as long as the process: they sleep between runs and spin between the steps of one, which wait for each other.
 * Speaks as the Java class Conversation says. cc -O3 -march=native -ffast-math -pthread update.c -lm */
#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WEIGHTS 10000000
#define STAGGER (512 * 1024 + 4160)
#define MOST_THREADS 64

static int threads, adam, decay, l2, l1, sum, steps, wanted;
static float *weights, *gradients, *means, *squares, firsts[MOST_THREADS];
static char *slab;

/* Where threads sleep until a run begins, and what they spin on between its steps. */
static pthread_barrier_t begin;
static atomic_int arrived, met;
/* A sum that nobody reads, a compiler would not compute. */
static volatile double sums[MOST_THREADS];

static long start_of(int thread) { return (long)WEIGHTS * thread / threads; }

/* By its bits, since -ffast-math takes every number for finite. */
static int is_finite(float value) {
    unsigned bits;
    memcpy(&bits, &value, sizeof bits);
    return (bits & 0x7f800000u) != 0x7f800000u;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

static void update(int thread, int number) {
    const long from = start_of(thread), to = start_of(thread + 1);
    float *restrict w = weights, *restrict g = gradients, *restrict m = means, *restrict v = squares;
    const float rate = 1e-3f, l2s = l2 ? 0.01f : 0, l1s = l1 ? 1e-4f : 0, keep = 1 - (decay ? rate * 0.01f : 0);
    const float step = rate / (1 - powf(0.9f, number)), root = 1 / sqrtf(1 - powf(0.999f, number));
    float total = 0;
    if (adam) {
        for (long i = from; i < to; i++) {
            float x = w[i], d = g[i] + l2s * x + l1s * ((x > 0) - (x < 0));
            m[i] = 0.9f * m[i] + 0.1f * d;
            v[i] = 0.999f * v[i] + 0.001f * d * d;
            w[i] = keep * x - step * m[i] / (sqrtf(v[i]) * root + 1e-8f);
            total += w[i] * w[i];
        }
    } else {
        for (long i = from; i < to; i++) {
            float x = w[i], d = g[i] + l2s * x + l1s * ((x > 0) - (x < 0));
            m[i] = 0.9f * m[i] + d;
            w[i] = keep * x - rate * m[i];
            total += w[i] * w[i];
        }
    }
    sums[thread] = sum ? total : 0;
}

/* Until all threads are here. */
static void meet(void) {
    const int before = atomic_load(&met);
    if (atomic_fetch_add(&arrived, 1) == threads - 1) {
        atomic_store(&arrived, 0);
        atomic_fetch_add(&met, 1);
        return;
    }
    while (atomic_load(&met) == before) sched_yield();
}

/* A thread's part of all the steps that are wanted. */
static void work(int thread) {
    const int last = steps + wanted;
    for (int number = steps + 1; number <= last; number++) {
        update(thread, number);
        meet();
    }
}

static void *helper(void *argument) {
    for (;;) {
        pthread_barrier_wait(&begin);
        work((int)(long)argument);
    }
    return NULL;
}

static double run(int times) {
    double start = now();
    wanted = times;
    pthread_barrier_wait(&begin);
    work(0);
    /* The others have met after the last step, so none looks at this any more. */
    steps += times;
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

static void prepare(const char *name) {
    if (!has(name, "update ")) {
        puts("> unsupported");
        return;
    }
    adam = has(name, "adam");
    decay = has(name, "+decay");
    l2 = has(name, "+l2");
    l1 = has(name, "+l1");
    sum = has(name, "+sum");
    steps = 0;
    slab = malloc(4 * (4L * WEIGHTS + STAGGER));
    weights = array(0, 0.01f);
    gradients = array(1, 0.001f);
    means = array(2, 0);
    squares = array(3, 0);
    for (int thread = 0; thread < threads; thread++) firsts[thread] = weights[start_of(thread)];
    puts("> prepared");
}

/* Every thread has changed its part, and its sum is a number. */
static void check(void) {
    for (int thread = 0; thread < threads; thread++) {
        const float weight = weights[start_of(thread)];
        if (!is_finite(weight) || weight == firsts[thread] || (sum && !(sums[thread] > 0))) {
            printf("> failed thread %d did not change its weights or has no sum\n", thread);
            return;
        }
    }
    puts("> right weights changed");
}

int main(int count, char **arguments) {
    char line[1000], id[100];
    threads = count > 1 ? atoi(arguments[1]) : 1;
    if (threads < 1 || threads > MOST_THREADS) return 2;
    pthread_barrier_init(&begin, NULL, threads);
    for (long thread = 1; thread < threads; thread++) {
        pthread_t helps;
        if (pthread_create(&helps, NULL, helper, (void *)thread)) return 3;
    }
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
            check();
        } else {
            free(slab);
            slab = NULL;
            puts("> released");
        }
        fflush(stdout);
    }
    return 0;
}

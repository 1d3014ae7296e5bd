package dev.occam.engine.study;

import dev.occam.TrainingSpec;

/**
 * A run that is to be trained.
 *
 * @param scene what is learnt
 * @param arm how
 * @param seed of split, first weights, order and random rules; runs of one seed are a pair
 * @param spec the same for the engine
 * @param curvature whether the spectrum of the trained network is estimated
 * @param round of a measurement of time, from 1; 0 where time does not matter
 */
record RunPlan(Scene scene, Arm arm, long seed, TrainingSpec spec, boolean curvature, int round) {
    static String key(Scene scene, Arm arm, long seed, int round) {
        String key = scene.name() + " | " + arm.name() + " | " + seed;
        return round == 0 ? key : key + " | round " + round;
    }

    String key() {
        return key(scene, arm, seed, round);
    }
}

package dev.occam.cpu.step;

/** One line of a program, lowered: it fills a register of a block, or writes one to a buffer. Allocates nothing. */
public interface Step {
    void run(Block block);

    /** Runs the steps one after another. */
    static void runAll(Step[] steps, Block block) {
        for (Step step : steps) {
            step.run(block);
        }
    }
}

package dev.occam.cpu;

/** One line of a program, lowered: it fills a register of a block, or writes one to a buffer. Allocates nothing. */
interface Step {
    void run(Block block);
}

package dev.occam.cpu.step;

/** A number that the host has set before the launch. */
public record ScalarStep(int slot, int target) implements Step {
    @Override
    public void run(Block block) {
        block.registers[target][0] = block.arguments.scalars()[slot];
    }
}

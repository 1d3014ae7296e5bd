package dev.occam.cpu.step;

import dev.occam.cpu.loop.Fusion;

/** Several operations in one loop, or one after another while that is not ready. */
public record FusedStep(Fusion fusion, Step[] plain) implements Step {
    @Override
    public void run(Block block) {
        if (fusion.ready(block.worker == 0 ? block.count : 0)) {
            fusion.run(block.registers, block.count);
            return;
        }
        Step.runAll(plain, block);
    }
}

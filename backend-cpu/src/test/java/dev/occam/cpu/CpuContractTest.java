package dev.occam.cpu;

import dev.occam.device.Backend;
import dev.occam.testkit.BackendContract;

final class CpuContractTest implements BackendContract {
    @Override
    public Backend backend() {
        return new Cpu();
    }
}

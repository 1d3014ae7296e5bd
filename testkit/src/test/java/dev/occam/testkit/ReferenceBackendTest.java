package dev.occam.testkit;

import dev.occam.device.Backend;

class ReferenceBackendTest implements ProgramContract, MatMulContract {
    @Override
    public Backend backend() {
        return new ReferenceBackend();
    }
}

package dev.occam.testkit;

import dev.occam.device.Backend;

class ReferenceBackendTest implements BackendContract {
    @Override
    public Backend backend() {
        return new ReferenceBackend();
    }
}

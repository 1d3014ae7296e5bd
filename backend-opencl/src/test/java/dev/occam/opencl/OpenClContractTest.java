package dev.occam.opencl;

import dev.occam.device.Backend;
import dev.occam.device.Device;
import dev.occam.testkit.BackendContract;

final class OpenClContractTest implements BackendContract {
    @Override
    public Backend backend() {
        return new OpenCl();
    }

    @Override
    public Device open(int threads) {
        Here.assumeAPlatform();
        return BackendContract.super.open(threads);
    }
}

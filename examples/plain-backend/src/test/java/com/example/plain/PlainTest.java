package com.example.plain;

import dev.occam.device.Backend;
import dev.occam.testkit.BackendContract;

class PlainTest implements BackendContract {
    @Override
    public Backend backend() {
        return new Plain();
    }
}

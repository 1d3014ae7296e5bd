package dev.occam.testkit;

import dev.occam.device.Arguments;
import dev.occam.device.Launch;
import java.util.BitSet;
import java.util.List;

/** A launch that is watched: it may change only what its program stores. */
final class CheckedLaunch implements Launch {
    private final CheckingDevice device;
    private final Launch launch;
    private final Access access;
    private final List<CheckedBuffer> buffers;
    private final List<BitSet> stored;

    CheckedLaunch(CheckingDevice device, Launch launch, Access access, List<CheckedBuffer> buffers) {
        this.device = device;
        this.launch = launch;
        this.access = access;
        this.buffers = buffers;
        this.stored = access.stored(buffers);
    }

    @Override
    public void run(Arguments arguments) {
        device.call("run", () -> {
            buffers.forEach(device::own);
            access.requireScalars(arguments.scalars().length);
            List<float[]> before = device.contents(buffers);
            launch.run(arguments);
            compare(before, device.contents(buffers));
            return arguments;
        });
    }

    private void compare(List<float[]> before, List<float[]> after) {
        for (int number = 0; number < buffers.size(); number++) {
            float[] old = before.get(number);
            float[] values = after.get(number);
            for (int i = stored.get(number).nextClearBit(0);
                    i < old.length;
                    i = stored.get(number).nextClearBit(i + 1)) {
                if (Float.floatToRawIntBits(old[i]) != Float.floatToRawIntBits(values[i])) {
                    throw new AssertionError("%s changed value %d of b%d (%s) from %s to %s, which it does not store"
                            .formatted(access.name(), i, number, buffers.get(number), old[i], values[i]));
                }
            }
        }
    }
}

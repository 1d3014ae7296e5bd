package dev.occam.device;

import java.util.List;

/** Whether a backend can run here. */
public sealed interface Availability {
    /**
     * It can.
     *
     * @param score the automatic choice takes the highest; 100 for a scalar CPU, 200 for a vector CPU, 1000 and more for a GPU
     * @param devices the devices in selection order, at least one
     * @param remark one line of advice, for instance how to get a faster path; empty where there is none
     */
    record Usable(int score, List<DeviceSummary> devices, String remark) implements Availability {
        public Usable {
            devices = List.copyOf(devices);
            if (devices.isEmpty()) {
                throw new IllegalArgumentException("a usable backend has at least one device");
            }
        }
    }

    /**
     * It cannot.
     *
     * @param reason what is missing, without a full stop
     * @param remedy what the user can do, a sentence
     */
    record Unusable(String reason, String remedy) implements Availability {}

    /**
     * What a device is.
     *
     * @param name what people know it as
     * @param memoryBytes its memory, or what a process may use of it
     */
    record DeviceSummary(String name, long memoryBytes) {}
}

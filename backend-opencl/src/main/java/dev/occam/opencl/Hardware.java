package dev.occam.opencl;

/**
 * A device as its driver describes it.
 *
 * @param platform handle of the platform
 * @param handle handle of the device
 * @param name what people know it as
 * @param driver platform and driver version, which kernels in a cache depend on
 * @param isProcessor whether it is a CPU
 * @param memoryBytes its memory
 * @param largestBuffer bytes that one buffer may have
 * @param computeUnits what works at the same time
 * @param vectorWidth floats in a register
 * @param largestGroup work-items that a group may have
 * @param dividesExactly whether division and square root can be asked to round correctly
 */
record Hardware(
        long platform,
        long handle,
        String name,
        String driver,
        boolean isProcessor,
        long memoryBytes,
        long largestBuffer,
        int computeUnits,
        int vectorWidth,
        int largestGroup,
        boolean dividesExactly) {
    /** What to write kernels for. */
    Target target() {
        if (!isProcessor) {
            return Target.groups(computeUnits);
        }
        return Target.vectors(vectorWidth >= 16 ? 16 : vectorWidth >= 8 ? 8 : 4);
    }

    /** How kernels are to be built. */
    String options() {
        return dividesExactly ? "-cl-std=CL1.2 -cl-fp32-correctly-rounded-divide-sqrt" : "-cl-std=CL1.2";
    }
}

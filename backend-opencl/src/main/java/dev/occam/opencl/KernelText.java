package dev.occam.opencl;

import java.util.List;

/**
 * Kernels for one program or product, as text and how to launch them. All kernels of a text take the same arguments: the
 * buffers, the scalars, seed and step where there are random numbers, and scratch memory where it is needed.
 *
 * @param source OpenCL C 1.2
 * @param stages what to launch, one after another; empty where there is nothing to do
 * @param signature the arguments
 * @param scratch number of floats of scratch memory
 */
record KernelText(String source, List<Stage> stages, Signature signature, long scratch) {
    KernelText {
        stages = List.copyOf(stages);
    }

    /**
     * One launch.
     *
     * @param kernel the name of the kernel
     * @param groups number of work-groups
     * @param local work-items of a group
     */
    record Stage(String kernel, long groups, int local) {}
}

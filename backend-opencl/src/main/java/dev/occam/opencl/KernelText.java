package dev.occam.opencl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Kernels for one program or product, as text and how to launch them. All kernels of a text take the same arguments: the
 * buffers, the scalars, seed and step where there are random numbers, and scratch memory where it is needed.
 *
 * @param functions what the kernels call: texts by name, each after those that it calls itself
 * @param kernels OpenCL C 1.2
 * @param stages what to launch, one after another; empty where there is nothing to do
 * @param signature the arguments
 * @param scratch number of floats of scratch memory
 */
record KernelText(
        Map<String, String> functions, String kernels, List<Stage> stages, Signature signature, long scratch) {
    // Every line of a program rounds on its own.
    private static final String HEAD = "#pragma OPENCL FP_CONTRACT OFF\n\n";

    KernelText {
        functions = new LinkedHashMap<>(functions);
        stages = List.copyOf(stages);
    }

    /**
     * One launch.
     *
     * @param kernel the name of the kernel
     * @param groups number of work-groups
     * @param local work-items of a group
     */
    record Stage(String kernel, long groups, int local) {
        /** The kernel's name where several texts are one source. */
        String kernel(int text) {
            return kernel + "_of_" + text;
        }
    }

    /** The whole of it, as it can be built on its own. */
    String source() {
        return HEAD + joined(functions) + kernels;
    }

    /** Several texts as one source: each function is there once, and the kernels are named {@link Stage#kernel(int)}. */
    static String source(List<KernelText> texts) {
        Map<String, String> functions = new LinkedHashMap<>();
        StringBuilder kernels = new StringBuilder();
        for (int number = 0; number < texts.size(); number++) {
            KernelText text = texts.get(number);
            functions.putAll(text.functions);
            String numbered = text.kernels;
            for (Stage stage : text.stages) {
                numbered = numbered.replace(head(stage.kernel()), head(stage.kernel(number)));
            }
            kernels.append(number == 0 ? "" : "\n").append(numbered);
        }
        return HEAD + joined(functions) + kernels;
    }

    /** How a kernel of this name begins, after its attributes. */
    static String head(String kernel) {
        return "void " + kernel + "(";
    }

    private static String joined(Map<String, String> functions) {
        return String.join("\n", functions.values()) + (functions.isEmpty() ? "" : "\n");
    }
}

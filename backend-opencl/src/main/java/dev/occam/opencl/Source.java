package dev.occam.opencl;

import dev.occam.opencl.KernelText.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A source while it is written: kernels with one signature and the functions that they call. */
final class Source {
    private final Signature signature;
    private final Functions functions = new Functions();
    private final Text text = new Text();
    private final List<Stage> stages = new ArrayList<>();

    Source(Signature signature) {
        this.signature = signature;
    }

    Text text() {
        return text;
    }

    Functions functions() {
        return functions;
    }

    /** Opens a kernel of this many work-groups. */
    void kernel(String name, long groups, int local) {
        stages.add(new Stage(name, groups, local));
        if (stages.size() > 1) {
            text.line("");
        }
        text.line("kernel __attribute__((reqd_work_group_size(%d, 1, 1)))", local);
        text.open("%s%s)", KernelText.head(name), signature);
    }

    KernelText finish(long scratch) {
        return new KernelText(functions.used(), text.toString(), stages, signature, scratch);
    }

    /** What has nothing to do. */
    static KernelText nothing(Signature signature) {
        return new KernelText(Map.of(), "", List.of(), signature, 0);
    }

    static long divide(long count, long size) {
        return (count + size - 1) / size;
    }
}

package dev.occam.opencl;

import java.util.ArrayList;
import java.util.List;
import org.lwjgl.system.Configuration;
import org.lwjgl.system.Platform;

/** Names under which the OpenCL loader may be installed. */
final class LoaderNames {
    private LoaderNames() {}

    /** The configured name first, if there is one. */
    static List<String> all() {
        List<String> names = new ArrayList<>();
        String configured = Configuration.OPENCL_LIBRARY_NAME.get();
        if (configured != null) {
            names.add(configured);
        }
        names.addAll(
                switch (Platform.get()) {
                    case WINDOWS -> List.of("OpenCL.dll");
                    case MACOSX -> List.of("/System/Library/Frameworks/OpenCL.framework/OpenCL");
                    // Debian's loader alone comes without the name that ends in .so.
                    default -> List.of("libOpenCL.so.1", "libOpenCL.so");
                });
        return names;
    }
}

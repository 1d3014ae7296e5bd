package dev.occam.opencl;

import static org.lwjgl.opencl.CL10.*;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL11;
import org.lwjgl.opencl.CL12;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/** Asks all drivers for their devices. */
final class Platforms {
    private Platforms() {}

    /** The devices that can run our kernels, in the drivers' order. */
    static List<Hardware> devices() {
        List<Hardware> devices = new ArrayList<>();
        for (long platform : platforms()) {
            for (long device : devices(platform)) {
                if (isSuitable(device)) {
                    devices.add(hardware(platform, device));
                }
            }
        }
        return devices;
    }

    /** None where the loader says that it has none, which is an error code with some loaders. */
    private static List<Long> platforms() {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer count = stack.callocInt(1);
            if (clGetPlatformIDs(null, count) != CL_SUCCESS || count.get(0) == 0) {
                return List.of();
            }
            PointerBuffer handles = stack.callocPointer(count.get(0));
            return clGetPlatformIDs(handles, (IntBuffer) null) == CL_SUCCESS ? list(handles) : List.of();
        }
    }

    private static List<Long> devices(long platform) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer count = stack.callocInt(1);
            if (clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, null, count) != CL_SUCCESS || count.get(0) == 0) {
                return List.of();
            }
            PointerBuffer handles = stack.callocPointer(count.get(0));
            int code = clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, handles, (IntBuffer) null);
            return code == CL_SUCCESS ? list(handles) : List.of();
        }
    }

    private static List<Long> list(PointerBuffer handles) {
        List<Long> list = new ArrayList<>();
        for (int i = 0; i < handles.capacity(); i++) {
            list.add(handles.get(i));
        }
        return list;
    }

    private static boolean isSuitable(long device) {
        boolean works =
                number(device, CL_DEVICE_AVAILABLE, 4) != 0 && number(device, CL_DEVICE_COMPILER_AVAILABLE, 4) != 0;
        // "OpenCL 1.2 and what the driver wants to add"
        String[] version = text(device, CL_DEVICE_VERSION).split("[ .]");
        return works
                && version.length >= 3
                && Integer.parseInt(version[1]) * 10 + Integer.parseInt(version[2].replaceAll("\\D.*", "")) >= 12;
    }

    private static Hardware hardware(long platform, long device) {
        return new Hardware(
                platform,
                device,
                text(device, CL_DEVICE_NAME).strip(),
                text(device, CL_DEVICE_VERSION) + ", " + text(device, CL_DRIVER_VERSION),
                (number(device, CL_DEVICE_TYPE, 8) & CL_DEVICE_TYPE_CPU) != 0,
                number(device, CL_DEVICE_GLOBAL_MEM_SIZE, 8),
                number(device, CL_DEVICE_MAX_MEM_ALLOC_SIZE, 8),
                (int) number(device, CL_DEVICE_MAX_COMPUTE_UNITS, 4),
                (int) number(device, CL11.CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT, 4),
                (int) number(device, CL_DEVICE_MAX_WORK_GROUP_SIZE, 8),
                (number(device, CL_DEVICE_SINGLE_FP_CONFIG, 8) & CL12.CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0);
    }

    private static long number(long device, int what, int bytes) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            ByteBuffer value = stack.calloc(8, 8);
            nclGetDeviceInfo(device, what, bytes, MemoryUtil.memAddress(value), MemoryUtil.NULL);
            return bytes == 4 ? value.getInt(0) : value.getLong(0);
        }
    }

    private static String text(long device, int what) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer size = stack.callocPointer(1);
            if (clGetDeviceInfo(device, what, (ByteBuffer) null, size) != CL_SUCCESS || size.get(0) <= 1) {
                return "";
            }
            ByteBuffer text = stack.calloc((int) size.get(0));
            clGetDeviceInfo(device, what, text, null);
            return MemoryUtil.memUTF8(text, (int) size.get(0) - 1);
        }
    }
}

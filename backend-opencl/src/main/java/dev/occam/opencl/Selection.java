package dev.occam.opencl;

import dev.occam.error.RequestException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which device a selector means: its number, a part of its name in any case, or the first where it is empty. One or two
 * digits are always a number.
 */
final class Selection {
    private Selection() {}

    static Hardware of(String selector, List<Hardware> devices) {
        if (selector.isEmpty()) {
            return devices.get(0);
        }
        for (int number = 0; number < devices.size(); number++) {
            if (selector.equals(String.valueOf(number))) {
                return devices.get(number);
            }
        }
        String part = selector.toLowerCase(Locale.ROOT);
        return devices.stream()
                .filter(device -> !selector.matches("\\d{1,2}"))
                .filter(device -> device.name().toLowerCase(Locale.ROOT).contains(part))
                .findFirst()
                .orElseThrow(() -> new RequestException(
                        "backend \"opencl\" has no device \"%s\". Devices: %s.".formatted(selector, list(devices))));
    }

    private static String list(List<Hardware> devices) {
        return IntStream.range(0, devices.size())
                .mapToObj(number ->
                        "%d (%s)".formatted(number, devices.get(number).name()))
                .collect(Collectors.joining(", "));
    }
}

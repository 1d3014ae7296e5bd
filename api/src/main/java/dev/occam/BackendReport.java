package dev.occam;

import dev.occam.device.Availability;

/**
 * A backend that was found.
 *
 * @param name its name
 * @param origin the jar or folder that it came from
 * @param availability whether it can run here
 */
public record BackendReport(String name, String origin, Availability availability) {}

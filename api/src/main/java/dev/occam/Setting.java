package dev.occam;

/**
 * One key of a spec set from outside, as {@code --set path.to.key=value} does.
 *
 * @param path keys joined by dots; numbers select in lists, and in a list of plugins so do their names
 * @param value as YAML text
 * @param origin what messages call it: {@code --epochs}
 */
public record Setting(String path, String value, String origin) {}

package dev.occam.engine.model;

import dev.occam.plugin.Layer;

/**
 * A layer in its place.
 *
 * @param index from 0
 * @param name what the user calls it, or the index; weights' names begin with it
 * @param layer its formula
 */
public record ModelLayer(int index, String name, Layer layer) {
    /** What messages call it: {@code layer 2 (dense "hidden")}. */
    public String describe() {
        String named = name.equals(String.valueOf(index)) ? "" : " \"" + name + "\"";
        return "layer " + index + " (" + layer.name() + named + ")";
    }
}

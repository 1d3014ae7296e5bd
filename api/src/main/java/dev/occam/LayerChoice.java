package dev.occam;

import dev.occam.plugin.Layer;
import java.util.Optional;

/**
 * A layer of a model.
 *
 * @param layer which
 * @param as the name by which weights and targets know it; its index where empty
 */
public record LayerChoice(Choice<Layer> layer, Optional<String> as) {}

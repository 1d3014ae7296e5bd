package dev.occam.cpu.program;

import dev.occam.cpu.step.Partials;
import dev.occam.cpu.step.Step;
import java.util.List;
import java.util.Optional;

/**
 * One pass over the coordinates of a program whose blocks hold only parts of rows.
 *
 * @param rows what is to be done for each block of rows before
 * @param coordinates what is to be done for each block of coordinates
 * @param direct the same for a whole block of coordinates as one loop over the buffers, where that is possible
 * @param partials what the pass reduces
 */
public record Pass(Step[] rows, Step[] coordinates, Optional<Direct> direct, List<Partials> partials) {}

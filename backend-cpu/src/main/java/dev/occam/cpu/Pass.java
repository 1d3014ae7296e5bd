package dev.occam.cpu;

import java.util.List;

/**
 * One pass over the coordinates of a program whose blocks hold only parts of rows.
 *
 * @param rows what is to be done for each block of rows before
 * @param coordinates what is to be done for each block of coordinates
 * @param partials what the pass reduces
 */
record Pass(Step[] rows, Step[] coordinates, List<Partials> partials) {}

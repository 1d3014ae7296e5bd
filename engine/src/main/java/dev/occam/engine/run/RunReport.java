package dev.occam.engine.run;

import dev.occam.RunStart;
import dev.occam.TrainingResult;
import dev.occam.engine.data.PreparedData;

/**
 * All that a page about a run may show.
 *
 * @param spec the effective spec, YAML
 * @param start device and coverage
 * @param result history, metrics and the model, which is open
 * @param data the parts that were trained and tested on
 */
public record RunReport(String spec, RunStart start, TrainingResult result, PreparedData data) {}

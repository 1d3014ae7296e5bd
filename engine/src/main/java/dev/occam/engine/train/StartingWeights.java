package dev.occam.engine.train;

import dev.occam.engine.file.Safetensors;
import dev.occam.engine.model.Initialization;
import dev.occam.engine.model.ModelTensor;
import dev.occam.engine.model.Network;
import dev.occam.engine.step.WeightLayout;
import dev.occam.error.RequestException;
import java.nio.file.Path;

/** The weights and states that training begins with, in the order of the layout. */
final class StartingWeights {
    private StartingWeights() {}

    /** Those of the file that the spec names, or random ones of the run's seed. */
    static float[] of(TrainingSetup setup, WeightLayout layout) {
        if (setup.spec().init().isPresent()) {
            return ofFile(setup.spec().init().get(), "", setup.network(), layout);
        }
        float[] values = new float[layout.size()];
        for (ModelTensor tensor : setup.network().tensors()) {
            float[] start = Initialization.values(tensor, setup.spec().seed());
            System.arraycopy(start, 0, values, layout.offset(tensor), start.length);
        }
        return values;
    }

    /**
     * Those of a file.
     *
     * @param prefix what the names of weights begin with there
     * @throws RequestException if they are not those of the network
     */
    static float[] ofFile(Path file, String prefix, Network network, WeightLayout layout) {
        return WeightFiles.flat(file.toString(), prefix, Safetensors.read(file), network, network.tensors(), layout);
    }
}

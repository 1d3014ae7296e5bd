package dev.occam.engine.contract;

import dev.occam.BackendReport;
import dev.occam.Engine;
import dev.occam.Explanation;
import dev.occam.Occam;
import dev.occam.RunOptions;
import dev.occam.SpecSource;
import dev.occam.StudyListener;
import dev.occam.StudyRequest;
import dev.occam.StudyResult;
import dev.occam.TrainedModel;
import dev.occam.TrainingListener;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpec;
import dev.occam.TuningListener;
import dev.occam.TuningOptions;
import dev.occam.TuningResult;
import dev.occam.TuningSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** The engine with a planted defect, which a subclass or a change of specs plants. */
class DefectiveEngine implements Engine {
    final Engine right = Occam.engine();

    /** An engine that misreads its specs. */
    static Engine misreading(UnaryOperator<SpecChange> mistake) {
        return new DefectiveEngine() {
            @Override
            public TrainingResult train(TrainingSpec spec, RunOptions options, TrainingListener listener) {
                return super.train(mistake.apply(new SpecChange(spec)).spec(), options, listener);
            }
        };
    }

    @Override
    public TrainingSpec read(SpecSource source) {
        return right.read(source);
    }

    @Override
    public String write(TrainingSpec spec) {
        return right.write(spec);
    }

    @Override
    public TrainingResult train(TrainingSpec spec, RunOptions options, TrainingListener listener) {
        return right.train(spec, options, listener);
    }

    @Override
    public TuningResult tune(TuningSpec spec, TuningOptions options, TuningListener listener) {
        return right.tune(spec, options, listener);
    }

    @Override
    public TuningSpec tuning(Path folder) {
        return right.tuning(folder);
    }

    @Override
    public Explanation explain(TrainingSpec spec) {
        return right.explain(spec);
    }

    @Override
    public TrainedModel load(Path path, String backend) {
        return right.load(path, backend);
    }

    @Override
    public List<BackendReport> backends() {
        return right.backends();
    }

    @Override
    public List<String> studies() {
        return right.studies();
    }

    @Override
    public StudyResult study(StudyRequest request, StudyListener listener) {
        return right.study(request, listener);
    }
}

package dev.occam.cli;

import java.util.List;

/** The commands there are. */
final class Commands {
    private Commands() {}

    static List<Object> of(Session session) {
        return List.of(
                new TrainCommand(session),
                new EvaluateCommand(session),
                new PredictCommand(session),
                new ExplainCommand(session),
                new TuneCommand(session),
                new StudyCommand(session),
                new PluginsCommand(session),
                new BackendsCommand(session),
                new NewPluginCommand(session));
    }
}

package dev.occam.catalog;

import dev.occam.device.Backend;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Loss;
import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Plugin;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Schedule;
import dev.occam.plugin.Strategy;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of plugins there are. */
public enum PluginKind {
    BACKEND(Backend.class, "backends"),
    LAYER(Layer.class, "layers"),
    LOSS(Loss.class, "losses"),
    OPTIMIZER(Optimizer.class, "optimizers"),
    REGULARIZER(Regularizer.class, "regularizers"),
    SCHEDULE(Schedule.class, "schedules"),
    STRATEGY(Strategy.class, "strategies");

    private final Class<? extends Plugin> type;
    private final String plural;

    PluginKind(Class<? extends Plugin> type, String plural) {
        this.type = type;
        this.plural = plural;
    }

    /** The interface that plugins of this kind implement. */
    public Class<? extends Plugin> type() {
        return type;
    }

    /** What users call one: {@code regularizer}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What users call several: {@code losses}. */
    public String plural() {
        return plural;
    }

    /** The kind of a plugin interface or class. */
    public static Optional<PluginKind> of(Class<?> type) {
        return Arrays.stream(values())
                .filter(kind -> kind.type.isAssignableFrom(type))
                .findFirst();
    }
}

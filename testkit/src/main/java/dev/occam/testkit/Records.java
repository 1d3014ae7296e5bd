package dev.occam.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Records with one component changed. */
final class Records {
    private Records() {}

    /** Whether a value of a spec has a text of its own, unlike lists and maps. */
    static boolean isPlain(Object value) {
        return value instanceof Number || value instanceof Boolean || value instanceof String;
    }

    /** Why the record's constructor refuses this number for one component; says so itself if it does not refuse. */
    static Throwable refusal(Object plugin, int component, double number) {
        RecordComponent[] components = plugin.getClass().getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = components[i].getAccessor().invoke(plugin);
            }
            values[component] = types[component] == float.class ? (Object) (float) number : (Object) number;
            return new AssertionError(
                    "accepted: " + plugin.getClass().getConstructor(types).newInstance(values));
        } catch (InvocationTargetException e) {
            return e.getCause();
        } catch (ReflectiveOperationException e) {
            return e;
        }
    }
}

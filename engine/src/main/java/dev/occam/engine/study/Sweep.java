package dev.occam.engine.study;

import dev.occam.engine.study.Evidence.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A measure over strengths, on several scenes.
 *
 * @param strengths from small to large; 0 is no rule
 * @param arm the arm of a strength
 */
record Sweep(List<Double> strengths, DoubleFunction<Arm> arm, List<Evidence> scenes) {
    Sweep {
        strengths = List.copyOf(strengths);
        scenes = List.copyOf(scenes);
    }

    List<Arm> arms() {
        return strengths.stream().map(arm::apply).toList();
    }

    /** A row for each strength, a column for each scene. */
    Block.Table table(String title, Measure measure, Quantity quantity) {
        List<String> header = new ArrayList<>(List.of("λ"));
        scenes.forEach(scene -> header.add(scene.scene().name()));
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (double strength : strengths) {
            List<Block.Cell> row = new ArrayList<>(List.of(Block.lambda(strength)));
            for (Evidence scene : scenes) {
                Condition condition = scene.fixed(arm.apply(strength));
                row.add(Block.mean(scene.mean(condition, measure), quantity));
            }
            rows.add(row);
        }
        return new Block.Table(title, header, rows);
    }

    /** A curve for each scene. */
    Block.Curves curves(String title, Measure measure, Quantity quantity) {
        return new Block.Curves(
                title,
                strengths,
                quantity,
                scenes.stream()
                        .map(scene -> curve(scene, scene.scene().name(), measure))
                        .toList());
    }

    /** One curve. */
    Block.Curve curve(Evidence scene, String name, Measure measure) {
        return new Block.Curve(
                name,
                strengths.stream()
                        .map(strength -> scene.mean(scene.fixed(arm.apply(strength)), measure))
                        .toList());
    }
}

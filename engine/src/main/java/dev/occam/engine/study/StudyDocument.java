package dev.occam.engine.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.occam.engine.statistics.Estimate;
import dev.occam.engine.statistics.Interval;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * {@code study.json}: the figures of the page as numbers. All that rests on measured times is under {@code times}; the rest is
 * the same for the same seeds. What is not finite is null.
 */
final class StudyDocument {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private StudyDocument() {}

    static String of(Study study, Findings findings, Size size) {
        ObjectNode root = JSON.createObjectNode();
        root.put("study", study.name());
        root.put("quick", size.quick());
        root.put("seeds", size.seeds().size());
        root.put("confidence", Estimate.CONFIDENCE);
        ArrayNode scenes = root.putArray("data");
        findings.scenes().forEach(scene -> scene(scenes.addObject(), scene));
        part(root, findings, false);
        part(root.putObject("times"), findings, true);
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can always be written", e);
        }
    }

    private static void part(ObjectNode node, Findings findings, boolean timed) {
        ArrayNode claims = node.putArray("claims");
        for (Ruling ruling : findings.rulings()) {
            if (ruling.timed() == timed) {
                ObjectNode claim = claims.addObject();
                claim.put("name", ruling.name());
                claim.put("claim", ruling.claim());
                claim.put("source", ruling.source());
                claim.put("data", ruling.data());
                claim.put("verdict", ruling.outcome().name().toLowerCase(Locale.ROOT));
                claim.put("figures", ruling.figures());
            }
        }
        ArrayNode sections = node.putArray("sections");
        for (Section section : findings.sections()) {
            if (section.timed() == timed) {
                ObjectNode each = sections.addObject();
                each.put("name", section.name());
                each.put("title", section.title());
                ArrayNode blocks = each.putArray("blocks");
                section.blocks().forEach(block -> block(blocks.addObject(), block));
            }
        }
    }

    private static void scene(ObjectNode node, Scene scene) {
        node.put("name", scene.name());
        node.put("about", scene.about());
        node.putPOJO("options", new TreeMap<>(scene.options()));
        node.putPOJO("hidden", scene.hidden());
        node.put("optimizer", scene.learner().name());
        node.put("lr", scene.learner().rate());
        node.put("epochs", scene.epochs());
        node.put("batch", scene.batch());
    }

    private static void block(ObjectNode node, Block block) {
        if (block instanceof Block.Note note) {
            node.put("note", note.text());
        } else if (block instanceof Block.Table table) {
            node.put("table", table.title());
            node.putPOJO("header", table.header());
            ArrayNode rows = node.putArray("rows");
            table.rows().forEach(row -> row(rows.addArray(), row));
        } else if (block instanceof Block.Curves curves) {
            node.put("curves", curves.title());
            node.putPOJO("lambda", curves.strengths());
            ArrayNode all = node.putArray("values");
            for (Block.Curve curve : curves.curves()) {
                ObjectNode each = all.addObject();
                each.put("name", curve.name());
                ArrayNode points = each.putArray("points");
                curve.points().forEach(point -> estimate(points.addObject(), point));
            }
        } else if (block instanceof Block.Differences differences) {
            node.put("differences", differences.title());
            ArrayNode rows = node.putArray("rows");
            for (Block.Difference row : differences.rows()) {
                estimate(rows.addObject().put("label", row.label()), row.estimate());
            }
        } else if (block instanceof Block.Heat heat) {
            node.put("heat", heat.title());
            node.put("rows", heat.rowScale());
            node.putPOJO("row_values", heat.rows());
            node.put("columns", heat.columnScale());
            node.putPOJO("column_values", heat.columns());
            ArrayNode values = node.putArray("values");
            for (double[] row : heat.values()) {
                ArrayNode each = values.addArray();
                for (double value : row) {
                    add(each, value);
                }
            }
        }
    }

    private static void row(ArrayNode array, List<Block.Cell> row) {
        for (Block.Cell cell : row) {
            if (cell instanceof Block.Cell.Words words) {
                array.add(words.text());
            } else if (cell instanceof Block.Cell.Exact exact) {
                add(array, exact.value());
            } else if (cell instanceof Block.Cell.Mean mean) {
                estimate(array.addObject(), mean.estimate());
            }
        }
    }

    private static void estimate(ObjectNode node, Estimate estimate) {
        Interval interval = estimate.interval();
        put(node, "mean", estimate.mean());
        put(node, "low", interval.low());
        put(node, "high", interval.high());
    }

    private static void put(ObjectNode node, String key, double value) {
        if (Double.isFinite(value)) {
            node.put(key, value);
        } else {
            node.putNull(key);
        }
    }

    private static void add(ArrayNode array, double value) {
        if (Double.isFinite(value)) {
            array.add(value);
        } else {
            array.addNull();
        }
    }
}

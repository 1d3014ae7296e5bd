package dev.occam.engine.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The JSON of a safetensors file, every statement of it checked against the bytes that there are. */
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries) {
    static final String METADATA = "__metadata__";

    /** One tensor: {@code begin} and {@code end} count bytes from the end of the header. */
    record Entry(String name, Element element, List<Integer> shape, int count, long begin, long end) {}

    /** What is wrong, without the file's name. */
    static final class Problem extends Exception {
        private static final long serialVersionUID = 1;

        Problem(String message, Object... values) {
            super(String.format(Locale.ROOT, message, values));
        }
    }

    private static final int MOST_AXES = 32;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNestingDepth(8)
                    .build())
            .build();

    /** Reads a header whose tensors lie in {@code dataLength} bytes. */
    static SafetensorsHeader parse(byte[] header, long dataLength) throws Problem {
        try (JsonParser json = JSON.createParser(header)) {
            SafetensorsHeader parsed = parse(json, dataLength);
            if (json.nextToken() != null) {
                throw new Problem("the header goes on after its JSON object (byte %s)", offset(json));
            }
            requireNoHoles(parsed.entries, dataLength);
            return parsed;
        } catch (IOException e) {
            throw new Problem("the header is not JSON: %s", Printable.reason(e));
        }
    }

    private static SafetensorsHeader parse(JsonParser json, long dataLength) throws IOException, Problem {
        require(json, json.nextToken(), JsonToken.START_OBJECT, "an object");
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            require(json, json.nextToken(), JsonToken.START_OBJECT, "an object for " + Printable.quoted(name));
            if (name.equals(METADATA)) {
                readMetadata(json, metadata);
            } else {
                entries.add(readEntry(json, name, dataLength));
            }
        }
        return new SafetensorsHeader(metadata, entries);
    }

    private static void readMetadata(JsonParser json, Map<String, String> metadata) throws IOException, Problem {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            require(json, json.nextToken(), JsonToken.VALUE_STRING, "text for the metadata " + Printable.quoted(key));
            metadata.put(key, json.getText());
        }
    }

    private static Entry readEntry(JsonParser json, String name, long dataLength) throws IOException, Problem {
        String shown = Printable.quoted(name);
        Element element = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            switch (key) {
                case "dtype" -> {
                    require(json, value, JsonToken.VALUE_STRING, "text for the dtype of " + shown);
                    element = element(shown, json.getText());
                }
                case "shape" -> shape = sizes(json, value, "shape of " + shown, MOST_AXES);
                case "data_offsets" -> offsets = sizes(json, value, "data_offsets of " + shown, 2);
                default -> throw new Problem("tensor %s has an unknown key %s", shown, Printable.quoted(key));
            }
        }
        if (element == null || shape == null || offsets == null) {
            throw new Problem("tensor %s lacks its %s", shown, missing(element, shape));
        }
        return entry(name, element, shape, offsets, dataLength);
    }

    private static String missing(Element element, List<Long> shape) {
        if (element == null) {
            return "dtype";
        }
        return shape == null ? "shape" : "data_offsets";
    }

    private static Entry entry(String name, Element element, List<Long> shape, List<Long> offsets, long dataLength)
            throws Problem {
        String shown = Printable.quoted(name);
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1) || offsets.get(1) > dataLength) {
            throw new Problem("tensor %s claims the data bytes %s, but the file holds %s", shown, offsets, dataLength);
        }
        long count = Memory.product(shape.stream().mapToLong(size -> size).toArray());
        if (count > Integer.MAX_VALUE - 8) {
            throw new Problem("tensor %s of shape %s is too large: at most 2147483639 values fit", shown, shape);
        }
        long bytes = offsets.get(1) - offsets.get(0);
        if (count * element.size() != bytes) {
            throw new Problem(
                    "tensor %s of shape %s in %s needs %s bytes, but its data_offsets %s hold %s",
                    shown, shape, element, count * element.size(), offsets, bytes);
        }
        List<Integer> sizes = new ArrayList<>();
        for (long size : shape) {
            if (size > Integer.MAX_VALUE) {
                throw new Problem("tensor %s of shape %s has an axis beyond 2^31 - 1", shown, shape);
            }
            sizes.add((int) size);
        }
        return new Entry(name, element, List.copyOf(sizes), (int) count, offsets.get(0), offsets.get(1));
    }

    private static Element element(String shown, String dtype) throws Problem {
        for (Element element : Element.values()) {
            if (element.name().equals(dtype)) {
                return element;
            }
        }
        throw new Problem(
                "tensor %s holds %s; only %s can be read",
                shown,
                Printable.quoted(dtype),
                Arrays.stream(Element.values()).map(Enum::name).sorted().collect(Collectors.joining(", ")));
    }

    private static List<Long> sizes(JsonParser json, JsonToken value, String what, int most)
            throws IOException, Problem {
        require(json, value, JsonToken.START_ARRAY, "an array for the " + what);
        List<Long> sizes = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(json, json.currentToken(), JsonToken.VALUE_NUMBER_INT, "whole numbers in the " + what);
            if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER || json.getLongValue() < 0) {
                throw new Problem("the %s holds %s; 0 to 2^63 - 1 is allowed", what, Printable.quoted(json.getText()));
            }
            if (sizes.size() == most) {
                throw new Problem("the %s holds more than %s numbers", what, most);
            }
            sizes.add(json.getLongValue());
        }
        return sizes;
    }

    /** Every byte belongs to exactly one tensor: what hides between tensors is neither checked nor shown to anybody. */
    private static void requireNoHoles(List<Entry> entries, long dataLength) throws Problem {
        List<Entry> byOffset = new ArrayList<>(entries);
        byOffset.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long next = 0;
        for (Entry entry : byOffset) {
            if (entry.begin != next) {
                throw new Problem(
                        entry.begin < next
                                ? "tensor %s begins at data byte %s, inside the tensor before it, which ends at %s"
                                : "tensor %s begins at data byte %s, but the bytes from %s on belong to no tensor",
                        Printable.quoted(entry.name),
                        entry.begin,
                        next);
            }
            next = entry.end;
        }
        if (next != dataLength) {
            throw new Problem("the tensors end at data byte %s, but the file goes on to %s", next, dataLength);
        }
    }

    private static void require(JsonParser json, JsonToken found, JsonToken wanted, String what) throws Problem {
        if (found != wanted) {
            throw new Problem("the header must hold %s at byte %s", what, offset(json));
        }
    }

    private static long offset(JsonParser json) {
        return Safetensors.PREFIX + json.currentTokenLocation().getByteOffset();
    }
}

package dev.occam.engine.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.occam.engine.file.Printable;
import dev.occam.error.RequestException;

/** The JSON form of {@link Preprocessing}: its components by name. */
final class PreprocessingJson {
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(8).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private PreprocessingJson() {}

    static String write(Preprocessing preprocessing) {
        try {
            return JSON.writeValueAsString(preprocessing);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a preprocessing is always writable", e);
        }
    }

    static Preprocessing read(String json) {
        try {
            Preprocessing read = JSON.readValue(json, Preprocessing.class);
            if (read == null) {
                throw refuse("it is null", null);
            }
            return read;
        } catch (JsonProcessingException e) {
            throw refuse(e.getOriginalMessage(), e);
        }
    }

    private static RequestException refuse(String problem, Exception cause) {
        return new RequestException(
                "The model's preprocessing cannot be read: %s.\n  Use a model file as \"occam train\" wrote it."
                        .formatted(Printable.line(problem)),
                cause);
    }
}

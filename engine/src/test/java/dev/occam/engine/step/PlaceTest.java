package dev.occam.engine.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.engine.step.WeightFormula.Place;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Places are keys of maps, and some write out how they are compared. */
class PlaceTest {
    static List<Place> different() {
        return Stream.concat(
                        Stream.of(Place.Single.values()),
                        Stream.of(
                                new Place.Slot("m"),
                                new Place.Slot("v"),
                                new Place.Penalty(1),
                                new Place.Penalty(2),
                                new Place.Part(1),
                                new Place.Part(2)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("different")
    void aPlaceEqualsItsCopyAndNoOther(Place one) {
        Place copy = different().get(different().indexOf(one));

        assertThat(copy).isEqualTo(one).hasSameHashCodeAs(one).hasToString(one.toString());
        assertThat(different()).filteredOn(one::equals).hasSize(1);
        assertThat(different()).extracting(Place::toString).doesNotHaveDuplicates();
    }
}

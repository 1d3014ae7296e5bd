package dev.occam.benchmark.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final Set<Group> ALL = EnumSet.allOf(Group.class);
    private static final Set<Group> SOME = EnumSet.of(Group.STEPS, Group.UPDATES);

    @Test
    void aWordIsAGroupOrAPartOfAName() {
        Selection some = new Selection(List.of("rules", "tiny"), ALL);

        assertThat(some.wants(Group.RULES, "update adam")).isTrue();
        assertThat(some.wants(Group.STEPS, "step tiny")).isTrue();
        assertThat(some.wants(Group.STEPS, "step big")).isFalse();
    }

    @Test
    void withoutAWordAllThatCanBeMeasuredIsWanted() {
        Selection all = new Selection(List.of(), SOME);

        assertThat(all.wants(Group.STEPS, "step tiny")).isTrue();
        assertThat(all.wants(Group.RULES, "update adam")).isFalse();
    }

    @Test
    void aNameThatOnlyRulesOrScalingHaveSelectsThere() {
        Selection some = new Selection(List.of("update adam+l1", "784-"), ALL);

        assertThat(some.wants(Group.RULES, "update adam+l1")).isTrue();
        assertThat(some.wants(Group.RULES, "update sgdm")).isFalse();
        assertThat(some.wants(Group.SCALING, "step 784-512x2-10 b1")).isTrue();
        assertThat(some.wants(Group.SCALING, "step 64-256x1-10 b64")).isFalse();
    }

    @Test
    void aNameThatOtherGroupsHaveDoesNotSelectRules() {
        Selection fashion = new Selection(List.of("step fashion"), ALL);

        assertThat(fashion.wants(Group.STEPS, "step fashion")).isTrue();
        assertThat(fashion.wants(Group.RULES, "step fashion")).isFalse();
    }

    @Test
    void everyWordOfACatalogueSelectsSomething() {
        for (Group group : Group.values()) {
            for (String work : Catalogue.works(group)) {
                Selection one = new Selection(List.of(work), ALL);

                assertThat(ALL).anyMatch(each -> one.wants(each, work));
            }
        }
    }

    @Test
    void aWordThatNamesNothingIsRefused() {
        assertThatThrownBy(() -> new Selection(List.of("gigantic"), ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--only gigantic")
                .hasMessageContaining("steps");
    }

    @Test
    void aWordOfGroupsThatCannotBeMeasuredIsRefused() {
        assertThatThrownBy(() -> new Selection(List.of("rules"), SOME))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--only rules: that is of rules;\n  --against measures steps, updates");
        assertThatThrownBy(() -> new Selection(List.of("784-"), SOME))
                .hasMessageContaining("--only 784-: that is of scaling");
        assertThatThrownBy(() -> new Selection(List.of("first-epoch"), SOME)).hasMessageContaining("that is of start");
    }
}

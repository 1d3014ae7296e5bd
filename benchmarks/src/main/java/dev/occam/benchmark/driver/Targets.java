package dev.occam.benchmark.driver;

import dev.occam.benchmark.driver.Target.FasterThan;
import dev.occam.benchmark.driver.Target.LikeOur;
import dev.occam.benchmark.driver.Target.SecondThread;
import dev.occam.benchmark.driver.Target.Within;
import java.util.ArrayList;
import java.util.List;

/** The targets that this project has set itself. */
final class Targets {
    /** The ways to PyTorch. */
    static final List<String> PYTORCH = List.of("djl", "torch", "pytorch");

    /** The libraries that products are compared with. */
    static final List<String> PRODUCTS = List.of("mkl", "onednn");

    private static final List<String> DJL = List.of("djl");

    static final List<Target> ALL = all();

    private Targets() {}

    private static List<Target> all() {
        List<Target> targets = new ArrayList<>();
        for (String product : Catalogue.SMALL_PRODUCTS) {
            targets.add(new FasterThan(product, 1, DJL));
        }
        for (String product : Catalogue.SQUARE_PRODUCTS) {
            targets.add(new FasterThan(product, 0.95, PRODUCTS));
            targets.add(new SecondThread(product, 1.8));
        }
        for (String product : Catalogue.LAYER_PRODUCTS) {
            targets.add(new FasterThan(product, 0.95, PRODUCTS));
        }
        targets.add(new FasterThan("step tiny", 5, DJL));
        targets.add(new FasterThan("step tiny", 3, List.of("torch")));
        targets.add(new FasterThan("step tiny", 2, List.of("smile")));
        targets.add(new FasterThan("step digits", 5, DJL));
        targets.add(new FasterThan("step digits", 3, List.of("torch")));
        targets.add(new FasterThan("step fashion", 2, PYTORCH));
        targets.add(new FasterThan("step big", 1.5, PYTORCH));
        targets.add(new FasterThan("step lenet", 1, PYTORCH));
        targets.add(new FasterThan("step vgg", 1, PYTORCH));
        for (String step : List.of("big", "lenet", "vgg")) {
            targets.add(new SecondThread("step " + step, 1.8));
        }
        targets.add(new FasterThan("update adam+decay+sum", 4, PYTORCH));
        targets.add(new FasterThan("update adam+decay+sum", 1 / 1.15, List.of("c")));
        targets.add(new FasterThan("infer fashion b1", 3, PYTORCH));
        targets.add(new FasterThan("infer fashion b256", 1.2, PYTORCH));
        for (List<String> works : Catalogue.RULES) {
            works.stream()
                    .skip(1)
                    .filter(work -> work.startsWith("update"))
                    .forEach(work -> targets.add(new LikeOur(work, 1.05, works.get(0))));
        }
        targets.add(new Within(Starts.FIRST_EPOCH, 0.6));
        targets.add(new Within(Starts.DEFAULT_TRAIN, 2.5));
        return List.copyOf(targets);
    }

    /** Those of a work; a comparison with our own works only where that is what the group is about. */
    static List<Target> of(Group group, String work) {
        return ALL.stream()
                .filter(target -> target.work().equals(work))
                .filter(target -> group == Group.RULES == target instanceof LikeOur)
                .toList();
    }
}

package dev.occam.benchmark.blas;

import dev.occam.benchmark.peer.Peer;
import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Product;
import dev.occam.benchmark.work.Work;
import java.util.Optional;
import java.util.function.Supplier;

/** A library of products; natives are loaded only when they are asked for. */
abstract class BlasPeer implements Peer {
    private final String name;
    private final Supplier<Blas> blas;

    BlasPeer(String name, Supplier<Blas> blas) {
        this.name = name;
        this.blas = blas;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return blas.get().version();
    }

    @Override
    public Optional<Task> prepare(Work work, int threads) {
        return work instanceof Product product ? Optional.of(new BlasProduct(product, blas.get())) : Optional.empty();
    }
}

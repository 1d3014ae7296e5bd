package dev.occam.benchmark.work;

/** The predictions of a trained network for one batch, from an array to an array or what the peer has instead. */
public record Inference(Net net) implements Work {
    static Inference parse(String text) {
        return new Inference(Net.parse(text));
    }

    @Override
    public String name() {
        return "infer " + net.name();
    }
}

package dev.occam.testkit;

import dev.occam.device.Affine;
import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Gather;
import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Reduce;
import dev.occam.device.Instruction.Store;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.device.View;
import dev.occam.tensor.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Programs that a device misreads are found. */
class ProgramDefectsTest {
    @Test
    void aTileTooShortByOneIsFound() {
        UnaryOperator<Program> mistake = program -> {
            List<Integer> space = new ArrayList<>(program.space());
            int last = space.size() - 1;
            space.set(last, space.get(last) > 16 ? space.get(last) - 1 : space.get(last));
            return new Program(program.name(), space, program.reduced(), program.body());
        };
        BackendContract contract = DefectiveDevice.misreading(mistake);
        DefectiveDevice.caught(contract, ProgramContract::randomProgramsGiveWhatTheirLinesSay);
        DefectiveDevice.caught(contract, ProgramContract::everySizeAndOffsetIsWorkedThrough);
        DefectiveDevice.caught(contract, ProgramContract::everyReductionIsRightForEveryLength);
    }

    @Test
    void aTileTooLongByOneIsFound() {
        UnaryOperator<Program> mistake = program -> {
            List<Integer> space = new ArrayList<>(program.space());
            int last = space.size() - 1;
            space.set(last, space.get(last) % 16 == 15 ? space.get(last) + 1 : space.get(last));
            return new Program(program.name(), space, program.reduced(), program.body());
        };
        DefectiveDevice.caught(DefectiveDevice.misreading(mistake), ProgramContract::everySizeAndOffsetIsWorkedThrough);
    }

    @Test
    void aWrongReductionIsFound() {
        BackendContract contract = DefectiveDevice.misreadingLines(
                line -> line instanceof Reduce reduce ? new Reduce(Reduction.SUM, reduce.operand()) : line);
        DefectiveDevice.caught(contract, ProgramContract::everyReductionIsRightForEveryLength);
        DefectiveDevice.caught(contract, ProgramContract::randomProgramsGiveWhatTheirLinesSay);
    }

    @Test
    void ignoredBoundsAreFound() {
        DefectiveDevice.caught(
                DefectiveDevice.misreadingLines(line -> line instanceof Load load
                        ? new Load(load.buffer(), DefectiveDevice.withoutBounds(load.view()))
                        : line),
                ProgramContract::randomProgramsGiveWhatTheirLinesSay);
        DefectiveDevice.caught(
                DefectiveDevice.misreadingProducts(product -> new MatMul(
                        product.batch(),
                        product.rows(),
                        product.columns(),
                        product.inner(),
                        product.leftBuffer(),
                        DefectiveDevice.withoutBounds(product.left()),
                        product.rightBuffer(),
                        product.right(),
                        product.epilogue())),
                MatMulContract::randomProductsOverRandomViewsAreRight);
    }

    @Test
    void aLostBoundIsFound() {
        DefectiveDevice.caught(
                DefectiveDevice.misreadingLines(line ->
                        line instanceof Load load && load.view().bounds().size() > 1
                                ? new Load(
                                        load.buffer(),
                                        new View(
                                                load.view().element(),
                                                load.view().bounds().subList(0, 1)))
                                : line),
                ProgramContract::randomProgramsGiveWhatTheirLinesSay);
    }

    @Test
    void aLostOffsetIsFound() {
        DefectiveDevice.caught(
                DefectiveDevice.misreadingLines(line -> line instanceof Load load
                        ? new Load(
                                load.buffer(),
                                new View(
                                        new Affine(
                                                Math.max(
                                                        0, load.view().element().offset() - 1),
                                                load.view().element().strides()),
                                        load.view().bounds()))
                        : line),
                ProgramContract::everySizeAndOffsetIsWorkedThrough);
    }

    @Test
    void aGatherThatDoesNotLookAtItsRowsIsFound() {
        DefectiveDevice.caught(
                DefectiveDevice.misreadingLines(line -> line instanceof Gather gather
                        ? new Gather(gather.buffer(), gather.view(), gather.stride(), gather.rows() + 1, gather.index())
                        : line),
                ProgramContract::aGatherReadsRowsAndZeroOutside);
        DefectiveDevice.caught(
                DefectiveDevice.misreadingLines(line -> line instanceof Gather gather
                        ? new Gather(gather.buffer(), gather.view(), gather.stride(), gather.rows() - 1, gather.index())
                        : line),
                ProgramContract::randomProgramsGiveWhatTheirLinesSay);
    }

    @Test
    void aForgottenStoreIsFound() {
        DefectiveDevice.caught(
                DefectiveDevice.misreading(program -> {
                    List<Instruction> body = new ArrayList<>(program.body());
                    boolean several =
                            body.stream().filter(Store.class::isInstance).count() > 1;
                    return several
                            ? new Program(
                                    program.name(),
                                    program.space(),
                                    program.reduced(),
                                    body.subList(0, body.size() - 1))
                            : program;
                }),
                ProgramContract::aProgramMayStoreWhereItLoads);
    }

    @Test
    void aStoreBesideItsPlaceIsFound() {
        DefectiveDevice.caught(
                DefectiveDevice.misreading(program -> {
                    Store store = (Store) program.body().get(program.body().size() - 1);
                    View beside = new View(
                            new Affine(
                                    store.view().element().offset() + 1,
                                    store.view().element().strides()),
                            List.of());
                    return new Program(
                            program.name(),
                            program.space(),
                            program.reduced(),
                            DefectiveDevice.with(program.body(), new Store(store.buffer(), beside, store.operand())));
                }),
                ProgramContract::everySizeAndOffsetIsWorkedThrough);
    }
}

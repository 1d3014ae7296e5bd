package dev.occam.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.device.Arguments;
import dev.occam.device.Availability;
import dev.occam.device.Backend;
import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.device.DeviceRequest;
import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Apply;
import dev.occam.device.Instruction.Constant;
import dev.occam.device.Instruction.Gather;
import dev.occam.device.Instruction.Reduce;
import dev.occam.device.Instruction.Store;
import dev.occam.device.Kernel;
import dev.occam.device.Launch;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.device.View;
import dev.occam.tensor.Elementwise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A reference device with a planted defect, which a subclass or one of the functions plants. */
class DefectiveDevice implements Device {
    final Device right = new ReferenceDevice();

    /** A contract over devices that misread programs. */
    static BackendContract misreading(UnaryOperator<Program> mistake) {
        return contract(() -> new DefectiveDevice() {
            @Override
            public Kernel compile(Program program) {
                return right.compile(mistake.apply(program));
            }
        });
    }

    /** A contract over devices that misread single lines. */
    static BackendContract misreadingLines(UnaryOperator<Instruction> mistake) {
        return misreading(program -> new Program(
                program.name(),
                program.space(),
                program.reduced(),
                program.body().stream().map(mistake).toList()));
    }

    /** A contract over devices that misread matrix products. */
    static BackendContract misreadingProducts(UnaryOperator<MatMul> mistake) {
        return contract(() -> new DefectiveDevice() {
            @Override
            public Kernel compile(MatMul matMul) {
                return right.compile(mistake.apply(matMul));
            }
        });
    }

    /** Asserts that a test of the contract fails. */
    static void caught(BackendContract contract, Consumer<BackendContract> test) {
        assertThatThrownBy(() -> test.accept(contract))
                .isInstanceOfAny(AssertionError.class, IndexOutOfBoundsException.class);
    }

    static View withoutBounds(View view) {
        return new View(view.element(), List.of());
    }

    /** A device that multiplies each value of one function with a factor. */
    static Device inexact(Elementwise function, float factor) {
        return new DefectiveDevice() {
            @Override
            public Kernel compile(Program program) {
                return right.compile(new Program(
                        program.name(), program.space(), program.reduced(), times(program.body(), function, factor)));
            }
        };
    }

    private static List<Instruction> times(List<Instruction> body, Elementwise function, float factor) {
        List<Instruction> longer = new ArrayList<>();
        List<Integer> moved = new ArrayList<>();
        for (Instruction line : body) {
            longer.add(renumbered(line, moved));
            if (line instanceof Apply apply && apply.function() == function) {
                longer.add(new Constant(factor));
                longer.add(new Apply(Elementwise.MUL, List.of(longer.size() - 2, longer.size() - 1)));
            }
            moved.add(longer.size() - 1);
        }
        return longer;
    }

    private static Instruction renumbered(Instruction line, List<Integer> moved) {
        if (line instanceof Apply apply) {
            return new Apply(
                    apply.function(), apply.operands().stream().map(moved::get).toList());
        }
        if (line instanceof Reduce reduce) {
            return new Reduce(reduce.reduction(), moved.get(reduce.operand()));
        }
        if (line instanceof Store store) {
            return new Store(store.buffer(), store.view(), moved.get(store.operand()));
        }
        return line instanceof Gather gather
                ? new Gather(gather.buffer(), gather.view(), gather.stride(), gather.rows(), moved.get(gather.index()))
                : line;
    }

    /** A contract over devices that change the arguments of launches. */
    static BackendContract launching(UnaryOperator<Launch> mistake) {
        return contract(() -> new DefectiveDevice() {
            @Override
            public Kernel compile(Program program) {
                return buffers -> mistake.apply(right.compile(program).bind(buffers));
            }
        });
    }

    /** A contract over such devices. */
    static BackendContract contract(Supplier<Device> devices) {
        return new BackendContract() {
            @Override
            public Backend backend() {
                return backendOf(devices);
            }

            @Override
            public Device open(int threads) {
                return devices.get();
            }
        };
    }

    private static Backend backendOf(Supplier<Device> devices) {
        return new Backend() {
            @Override
            public Availability probe() {
                return new ReferenceBackend().probe();
            }

            @Override
            public Device open(DeviceRequest request) {
                return devices.get();
            }
        };
    }

    /** A body with one line more. */
    static List<Instruction> with(List<Instruction> body, Instruction line) {
        List<Instruction> longer = new ArrayList<>(body);
        longer.add(line);
        return longer;
    }

    /** The arguments with other random numbers. */
    static Arguments withRandom(Arguments arguments, long seed, long step) {
        Arguments other = new Arguments(arguments.scalars().length);
        System.arraycopy(arguments.scalars(), 0, other.scalars(), 0, other.scalars().length);
        other.random(seed, step);
        return other;
    }

    @Override
    public String description() {
        return right.description();
    }

    @Override
    public Buffer allocate(int size) {
        return right.allocate(size);
    }

    @Override
    public void write(Buffer target, int targetOffset, float[] source, int sourceOffset, int count) {
        right.write(target, targetOffset, source, sourceOffset, count);
    }

    @Override
    public void read(Buffer source, int sourceOffset, float[] target, int targetOffset, int count) {
        right.read(source, sourceOffset, target, targetOffset, count);
    }

    @Override
    public Kernel compile(Program program) {
        return right.compile(program);
    }

    @Override
    public Kernel compile(MatMul matMul) {
        return right.compile(matMul);
    }

    @Override
    public void finish() {
        right.finish();
    }

    @Override
    public void close() {
        right.close();
    }
}

package dev.occam.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.device.Affine;
import dev.occam.device.Arguments;
import dev.occam.device.Buffer;
import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Constant;
import dev.occam.device.Instruction.Gather;
import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Scalar;
import dev.occam.device.Instruction.Store;
import dev.occam.device.Kernel;
import dev.occam.device.Launch;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.device.View;
import dev.occam.device.View.Bound;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CheckingDeviceTest {
    private final CheckingDevice device = new CheckingDevice(new ReferenceDevice());

    @Test
    void whatIsRightPassesAndGivesTheSame() {
        for (int seed = 0; seed < 40; seed++) {
            RandomPrograms.trial(seed).check(device);
        }
        device.finish();
        device.close();
        device.close();
        assertThat(new CheckedBackend().probe()).isNotEqualTo(new ReferenceBackend().probe());
    }

    @Test
    void aViewThatLeavesItsBufferIsFoundAtTheBind() {
        Buffer buffer = device.allocate(4);
        leaves(program(5, new Load(0, View.of(0, List.of(1)))), buffer, "it has element 4");
        leaves(program(4, new Load(0, View.of(-1, List.of(1)))), buffer, "it has element -1");
        leaves(program(3, new Constant(1), new Store(0, View.of(3, List.of(-2)), 0)), buffer, "it has element -1");
        leaves(
                program(
                        2,
                        new Instruction.Index(new Affine(0, List.of(1))),
                        new Gather(0, View.of(1, List.of(0)), 2, 3, 0)),
                buffer,
                "the view of \"gather b0[1] + 2*%0 if 0<=%0<3\" leaves its buffer of 4 values: it has element 5");
    }

    @Test
    void aViewMayLeaveItsBufferWhereItsBoundsDoNotHold() {
        Buffer buffer = device.allocate(4);
        Affine shifted = new Affine(-2, List.of(1));
        View padded = new View(shifted, List.of(new Bound(shifted, 4)));
        device.compile(program(8, new Load(0, padded))).bind(List.of(buffer));
        View loose = new View(shifted, List.of(new Bound(shifted, 5)));
        leaves(program(8, new Load(0, loose)), buffer, "it has element 4");
        device.compile(program(0, new Load(0, View.of(100, List.of(1))))).bind(List.of(buffer));
    }

    @Test
    void anOperandOfAProductThatLeavesItsBufferIsFound() {
        Program epilogue = new Program(
                "epilogue",
                List.of(1, 2, 2),
                0,
                List.of(new Instruction.Product(), new Store(0, View.of(0, List.of(4, 2, 1)), 0)));
        View operand = View.of(0, List.of(4, 2, 1));
        MatMul matMul = new MatMul(1, 2, 2, 2, 1, operand, 2, View.of(1, List.of(4, 2, 1)), epilogue);
        List<Buffer> buffers = List.of(device.allocate(4), device.allocate(4), device.allocate(4));
        Kernel kernel = device.compile(matMul);
        assertThatThrownBy(() -> kernel.bind(buffers))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("matmul epilogue: the view of \"right b2");
        assertThatThrownBy(() -> kernel.bind(buffers.subList(0, 2)))
                .hasMessage("matmul epilogue is bound to 2 buffers, but it needs 3");
    }

    @Test
    void aLaunchThatChangesWhatItOnlyReadsIsFound() {
        CheckingDevice checked = new CheckingDevice(new DefectiveDevice() {
            @Override
            public Kernel compile(Program program) {
                return buffers -> {
                    Launch launch = right.compile(program).bind(buffers);
                    return arguments -> {
                        launch.run(arguments);
                        write(buffers.get(0), 2, new float[] {9}, 0, 1);
                    };
                };
            }
        });
        Launch launch = Programs.copy(checked, checked.allocate(4), checked.allocate(4), 4);
        assertThatThrownBy(() -> launch.run(new Arguments(0)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "changed value 2 of b0 (buffer 1 of 4 values) from 0.0 to 9.0, which it does not store");
    }

    @Test
    void aLaunchThatStoresBesideItsViewIsFound() {
        CheckingDevice checked = new CheckingDevice(new DefectiveDevice() {
            @Override
            public Kernel compile(Program program) {
                return right.compile(new Program(
                        program.name(), List.of(program.space().get(0) + 1), program.reduced(), program.body()));
            }
        });
        Buffer buffer = checked.allocate(4);
        Launch launch = checked.compile(program(3, new Constant(7), new Store(0, View.of(0, List.of(1)), 0)))
                .bind(List.of(buffer));
        assertThatThrownBy(() -> launch.run(new Arguments(0))).hasMessageContaining("changed value 3 of b0");
    }

    @Test
    void copiesThatLeaveABufferOrAnArrayAreFound() {
        Buffer buffer = device.allocate(4);
        assertThatThrownBy(() -> device.write(buffer, 2, new float[9], 0, 3))
                .isInstanceOf(AssertionError.class)
                .hasMessage("write to buffer 1 of 4 values: 3 values from 2 on leave its 4");
        assertThatThrownBy(() -> device.read(buffer, 0, new float[2], 0, 3))
                .hasMessage("read to the array: 3 values from 0 on leave its 2");
    }

    @Test
    void argumentsWithTooFewScalarsAreFound() {
        Buffer buffer = device.allocate(4);
        Launch launch = device.compile(program(4, new Scalar(2), new Store(0, View.of(0, List.of(1)), 0)))
                .bind(List.of(buffer));
        assertThatThrownBy(() -> launch.run(new Arguments(2)))
                .hasMessage("program test needs 3 scalars, but its arguments hold 2");
    }

    @Test
    void aBufferThatIsNotClosedBeforeItsDeviceIsFoundWithItsOrigin() {
        device.allocate(1).close();
        device.allocate(5);
        assertThatThrownBy(device::close)
                .isInstanceOf(AssertionError.class)
                .hasMessage("1 of the device's buffers were not closed before it; the first is buffer 2 of 5 values")
                .cause()
                .hasMessage("allocated here");
    }

    @Test
    void closedDevicesAndBuffersAreRefused() {
        Buffer closed = device.allocate(4);
        Buffer open = device.allocate(4);
        Launch launch = Programs.copy(device, open, closed, 4);
        closed.close();
        refused(() -> launch.run(new Arguments(0)), "buffer 1 of 4 values is closed");
        refused(() -> device.read(closed, 0, new float[4], 0, 4), "is closed");
        refused(() -> device.read(new CheckingDevice(device).allocate(1), 0, new float[1], 0, 1), "another device");
        open.close();
    }

    @Test
    void aCallDuringAnotherThreadsCallIsFound() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        CheckingDevice shared = new CheckingDevice(new DefectiveDevice() {
            @Override
            public void finish() {
                inside.countDown();
                try {
                    done.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        Thread other = new Thread(shared::finish, "other");
        other.start();
        inside.await();
        try {
            assertThatThrownBy(() -> shared.allocate(1))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining(
                            "came during finish of thread \"other\"; a device is used by one thread at a time");
        } finally {
            done.countDown();
            other.join();
        }
        shared.close();
        refused(shared::description, "the device is closed (description)");
    }

    private static void refused(Runnable call, String message) {
        assertThatThrownBy(call::run).isInstanceOf(IllegalStateException.class).hasMessageContaining(message);
    }

    private void leaves(Program program, Buffer buffer, String message) {
        Kernel kernel = device.compile(program);
        assertThatThrownBy(() -> kernel.bind(List.of(buffer)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("program test: the view of \"")
                .hasMessageContaining(message);
    }

    private static Program program(int size, Instruction... lines) {
        return new Program("test", List.of(size), 0, List.of(lines));
    }
}

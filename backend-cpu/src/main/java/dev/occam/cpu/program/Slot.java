package dev.occam.cpu.program;

import dev.occam.cpu.step.Walk;

/** An array of a loop that goes straight through its buffers. */
sealed interface Slot {
    /** A buffer, which a view crosses in neighbouring elements. */
    record Memory(int buffer, Walk walk) implements Slot {
        /** What is read and written at the same places is one array: parts of a loop have to see that. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Memory that && buffer == that.buffer && walk.isBeside(that.walk);
        }

        @Override
        public int hashCode() {
            return buffer;
        }
    }

    /** A register: running totals of a pass, or what one loop hands to the next. */
    record Register(int register) implements Slot {
        // Written out, since what records have of themselves is made when it is first called: see decision 23.
        @Override
        public boolean equals(Object other) {
            return other instanceof Register that && register == that.register;
        }

        @Override
        public int hashCode() {
            return register;
        }
    }

    /** The values of a finished matrix product. */
    enum Product implements Slot {
        VALUES
    }
}

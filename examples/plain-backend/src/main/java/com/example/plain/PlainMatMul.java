package com.example.plain;

import dev.occam.device.Arguments;
import dev.occam.device.Instruction;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.device.View;
import java.util.List;

/** A matrix product: both operands are read through their views, multiplied, and given to the epilogue. */
final class PlainMatMul {
    private final MatMul matMul;
    private final PlainProgram left;
    private final PlainProgram right;
    private final float[] product;
    private final PlainProgram epilogue;

    PlainMatMul(MatMul matMul, List<float[]> buffers) {
        this.matMul = matMul;
        this.left = reader(matMul.leftSpace(), matMul.leftBuffer(), matMul.left(), buffers);
        this.right = reader(matMul.rightSpace(), matMul.rightBuffer(), matMul.right(), buffers);
        this.product = new float[matMul.batch() * matMul.m() * matMul.n()];
        this.epilogue = new PlainProgram(matMul.epilogue(), buffers, product);
    }

    void run(Arguments arguments) {
        left.run(arguments);
        right.run(arguments);
        float[] a = left.values(0);
        float[] b = right.values(0);
        int n = matMul.n();
        int k = matMul.k();
        for (int row = 0; row < matMul.batch() * matMul.m(); row++) {
            for (int column = 0; column < n; column++) {
                double sum = 0;
                for (int inner = 0; inner < k; inner++) {
                    sum += (double) a[row * k + inner] * b[(row / matMul.m() * k + inner) * n + column];
                }
                product[row * n + column] = (float) sum;
            }
        }
        epilogue.run(arguments);
    }

    /** A program of one line, whose values are those of an operand. */
    private static PlainProgram reader(List<Integer> space, int buffer, View view, List<float[]> buffers) {
        return new PlainProgram(
                new Program("operand", space, 0, List.of(new Instruction.Load(buffer, view))), buffers, new float[0]);
    }
}

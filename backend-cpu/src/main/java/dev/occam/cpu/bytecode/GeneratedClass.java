package dev.occam.cpu.bytecode;

import static dev.occam.cpu.bytecode.Instructions.ALOAD;
import static dev.occam.cpu.bytecode.Instructions.INVOKESPECIAL;
import static dev.occam.cpu.bytecode.Instructions.RETURN;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;

/**
 * Loads hidden classes with one generated method that implements an interface of the package that asks.
 *
 * <p>The class file has version 49, the last one that needs no frames for its verification.
 */
public final class GeneratedClass {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int VERSION = 49;
    private static final int PUBLIC = 1;
    private static final int PUBLIC_FINAL_SUPER = 0x31;
    private static final String OBJECT = "java/lang/Object";

    private GeneratedClass() {}

    /** An instance of a new class whose method has these instructions, which use these constants. */
    public static <T> T load(
            MethodHandles.Lookup lookup,
            Class<T> role,
            ConstantPool constants,
            String name,
            String type,
            byte[] instructions,
            int mostStack,
            int locals) {
        byte[] bytes = write(role, constants, name, type, instructions, mostStack, locals);
        try {
            Class<?> generated = lookup.defineHiddenClass(bytes, true).lookupClass();
            return role.cast(generated.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a generated class could not be loaded", e);
        }
    }

    /** How constants name a class of the package of this one. */
    public static String neighbour(Class<?> type, String simpleName) {
        return type.getPackageName().replace('.', '/') + '/' + simpleName;
    }

    private static byte[] write(
            Class<?> role,
            ConstantPool constants,
            String name,
            String type,
            byte[] instructions,
            int mostStack,
            int locals) {
        int thisClass = constants.type(neighbour(role, "Generated" + role.getSimpleName()));
        int superClass = constants.type(OBJECT);
        int implemented = constants.type(neighbour(role, role.getSimpleName()));
        byte[] constructor = new Instructions()
                .local(ALOAD, 0)
                .op(INVOKESPECIAL)
                .item(constants.method(OBJECT, "<init>", "()V"))
                .op(RETURN)
                .toByteArray();
        int codeName = constants.text("Code");
        int[] names = {constants.text("<init>"), constants.text("()V"), constants.text(name), constants.text(type)};
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            constants.writeTo(out);
            for (int item : new int[] {PUBLIC_FINAL_SUPER, thisClass, superClass, 1, implemented, 0, 2}) {
                out.writeShort(item);
            }
            method(out, names[0], names[1], codeName, constructor, 1, 1);
            method(out, names[2], names[3], codeName, instructions, mostStack, locals);
            out.writeShort(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void method(
            DataOutputStream out, int name, int type, int codeName, byte[] instructions, int mostStack, int locals)
            throws IOException {
        for (int item : new int[] {PUBLIC, name, type, 1, codeName}) {
            out.writeShort(item);
        }
        out.writeInt(12 + instructions.length);
        out.writeShort(mostStack);
        out.writeShort(locals);
        out.writeInt(instructions.length);
        out.write(instructions);
        out.writeInt(0); // no exception table, no attributes
    }
}

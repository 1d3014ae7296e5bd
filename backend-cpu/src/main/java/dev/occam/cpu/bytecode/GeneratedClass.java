package dev.occam.cpu.bytecode;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V1_5;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Loads hidden classes whose one method is generated. */
public final class GeneratedClass {
    private static final String OBJECT = Type.getInternalName(Object.class);
    private static final String CONSTRUCTOR = "<init>";
    private static final String NOTHING = Type.getMethodDescriptor(Type.VOID_TYPE);

    private GeneratedClass() {}

    /**
     * An instance of a new class that implements an interface.
     *
     * @param lookup of the interface's package
     * @param role an interface with one method
     * @param body writes the instructions of that method
     */
    public static <T> T load(MethodHandles.Lookup lookup, Class<T> role, Consumer<MethodVisitor> body) {
        try {
            Class<?> generated =
                    lookup.defineHiddenClass(write(role, body), true).lookupClass();
            return role.cast(generated.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a generated class could not be loaded", e);
        }
    }

    /** The version is the last one that needs no frames for its verification. */
    private static byte[] write(Class<?> role, Consumer<MethodVisitor> body) {
        String name = Type.getInternalName(role);
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.visit(V1_5, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, name + "$Generated", null, OBJECT, new String[] {name});
        method(type, CONSTRUCTOR, NOTHING, code -> {
            code.visitVarInsn(ALOAD, 0);
            code.visitMethodInsn(INVOKESPECIAL, OBJECT, CONSTRUCTOR, NOTHING, false);
            code.visitInsn(RETURN);
        });
        Method implemented = methodOf(role);
        method(type, implemented.getName(), Type.getMethodDescriptor(implemented), body);
        type.visitEnd();
        return type.toByteArray();
    }

    private static Method methodOf(Class<?> role) {
        List<Method> methods = Arrays.stream(role.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .toList();
        if (methods.size() != 1) {
            throw new IllegalArgumentException(
                    "%s has %d methods to generate, not one".formatted(role.getName(), methods.size()));
        }
        return methods.get(0);
    }

    private static void method(ClassWriter type, String name, String descriptor, Consumer<MethodVisitor> body) {
        MethodVisitor code = type.visitMethod(ACC_PUBLIC, name, descriptor, null, null);
        code.visitCode();
        body.accept(code);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}

package dev.occam.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every public type of a jar or a folder of classes, with all members that others may use, a line each, sorted. */
final class ApiListing {
    private static final int SHOWN = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT;

    private ApiListing() {}

    /** The listing of all that lies where this class comes from. */
    static List<String> of(Class<?> witness) {
        return new ClassFileImporter()
                .importUrl(witness.getProtectionDomain().getCodeSource().getLocation()).stream()
                        .map(JavaClass::reflect)
                        .sorted((a, b) -> a.getName().compareTo(b.getName()))
                        .filter(ApiListing::isVisible)
                        .flatMap(type -> Stream.concat(Stream.of(head(type)), members(type)))
                        .toList();
    }

    /** The lines that differ, those gone with − and those come with + before them; empty where none do. */
    static List<String> difference(List<String> expected, List<String> actual) {
        List<String> gone = qualified(expected);
        List<String> come = qualified(actual);
        List<String> common = gone.stream().filter(come::contains).toList();
        return Stream.concat(
                        gone.stream().filter(line -> !common.contains(line)).map(line -> "- " + line),
                        come.stream().filter(line -> !common.contains(line)).map(line -> "+ " + line))
                .toList();
    }

    /** Members with their type's name before them, so that a line says where it belongs. */
    private static List<String> qualified(List<String> listing) {
        List<String> qualified = new ArrayList<>();
        String type = "";
        for (String line : listing) {
            boolean member = line.startsWith(" ");
            type = member ? type : line.replaceFirst("^.*?(dev\\.occam[\\w.$]*).*$", "$1");
            qualified.add(member ? type + ": " + line.strip() : line);
        }
        return qualified;
    }

    private static boolean isVisible(Class<?> type) {
        boolean open = Modifier.isPublic(type.getModifiers()) || Modifier.isProtected(type.getModifiers());
        return open && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
    }

    private static String head(Class<?> type) {
        List<String> words = new ArrayList<>();
        boolean plain = !type.isInterface() && !type.isEnum() && !type.isRecord();
        if (plain && Modifier.isAbstract(type.getModifiers())) {
            words.add("abstract");
        }
        if (plain && Modifier.isFinal(type.getModifiers())) {
            words.add("final");
        }
        if (type.isSealed()) {
            words.add("sealed");
        }
        words.add(type.isAnnotation() ? "@interface" : kind(type));
        words.add((type.getName() + variables(type.getTypeParameters())).strip());
        List<Type> above = new ArrayList<>(List.of(type.getGenericInterfaces()));
        if (plain && type.getSuperclass() != Object.class) {
            above.add(0, type.getGenericSuperclass());
        }
        if (!above.isEmpty()) {
            words.add("is " + above.stream().map(ApiListing::name).collect(Collectors.joining(", ")));
        }
        return String.join(" ", words);
    }

    private static String kind(Class<?> type) {
        return type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    }

    private static Stream<String> members(Class<?> type) {
        TreeSet<String> lines = new TreeSet<>();
        for (Field field : type.getDeclaredFields()) {
            if (isOpen(field.getModifiers()) && !field.isSynthetic()) {
                lines.add(field.isEnumConstant() ? field.getName() : text(field.getModifiers()) + field(field));
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isOpen(constructor.getModifiers()) && !constructor.isSynthetic()) {
                lines.add("new" + parameters(constructor.getParameters()));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isOpen(method.getModifiers()) && !method.isSynthetic() && !isImplied(method)) {
                lines.add((method.isDefault() ? "default " : text(method.getModifiers()))
                        + variables(method.getTypeParameters())
                        + name(method.getGenericReturnType()) + " " + method.getName()
                        + parameters(method.getParameters()) + thrown(method));
            }
        }
        return lines.stream().map(line -> "  " + line);
    }

    private static String field(Field field) {
        return name(field.getGenericType()) + " " + field.getName();
    }

    /** What every record, enum or object has. */
    private static boolean isImplied(Method method) {
        boolean object = Stream.of(Object.class.getMethods())
                .anyMatch(other -> other.getName().equals(method.getName())
                        && Arrays.equals(other.getParameterTypes(), method.getParameterTypes()));
        boolean constants = method.getDeclaringClass().isEnum()
                && Modifier.isStatic(method.getModifiers())
                && List.of("values", "valueOf").contains(method.getName());
        return object || constants;
    }

    private static boolean isOpen(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String text(int modifiers) {
        String text = Modifier.toString(modifiers & SHOWN & ~Modifier.PUBLIC);
        return text.isEmpty() ? "" : text + " ";
    }

    private static String parameters(Parameter[] parameters) {
        return Arrays.stream(parameters)
                .map(parameter -> name(parameter.getParameterizedType()))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String variables(TypeVariable<?>[] variables) {
        if (variables.length == 0) {
            return "";
        }
        return Arrays.stream(variables)
                .map(variable -> variable.getName() + " extends "
                        + Arrays.stream(variable.getBounds())
                                .map(ApiListing::name)
                                .collect(Collectors.joining(" & ")))
                .collect(Collectors.joining(", ", "<", "> "));
    }

    private static String thrown(Method method) {
        String thrown = Arrays.stream(method.getGenericExceptionTypes())
                .map(ApiListing::name)
                .sorted()
                .collect(Collectors.joining(", "));
        return thrown.isEmpty() ? "" : " throws " + thrown;
    }

    private static String name(Type type) {
        return type.getTypeName().replaceAll("\\bjava\\.(lang|util)\\.(?=[A-Z])", "");
    }
}

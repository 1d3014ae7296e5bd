package dev.occam.cli;

import com.google.auto.service.processor.AutoServiceProcessor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a plugin's sources against what tests see, with its service files, and packs them. */
final class JavaBuild {
    private JavaBuild() {}

    static void compile(Path sources, Path classes) throws IOException {
        Files.createDirectories(classes);
        List<Path> files;
        try (Stream<Path> all = Files.walk(sources)) {
            files = all.filter(file -> file.toString().endsWith(".java")).toList();
        }
        List<String> options = List.of(
                "-d",
                classes.toString(),
                "--release",
                "17",
                "-cp",
                System.getProperty("java.class.path"),
                "-Xlint:all");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavaCompiler.CompilationTask task =
                    compiler.getTask(output, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files));
            task.setProcessors(List.of(new AutoServiceProcessor()));
            if (!task.call()) {
                throw new IllegalArgumentException("%s does not compile: %s".formatted(sources, output));
            }
        }
    }

    /** A jar of compiled classes. */
    static Path pack(Path classes, Path jar, String builtForApi) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Occam-Api", builtForApi);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> all = Files.walk(classes)) {
            for (Path entry : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(entry).toString().replace('\\', '/')));
                out.write(Files.readAllBytes(entry));
                out.closeEntry();
            }
        }
        return jar;
    }
}

package dev.occam.benchmark.peer;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;

/**
 * The process of one peer: {@code Child PEER THREADS}. It does what it is told on standard input, a line each, and answers each
 * with a line on standard output that begins with {@code >}; see {@link Conversation}.
 */
public final class Child {
    private Child() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        // What a peer prints must not be taken for an answer.
        System.setOut(System.err);
        Peer peer = find(arguments[0]);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                Conversation conversation = new Conversation(peer, Integer.parseInt(arguments[1]))) {
            String line;
            while ((line = in.readLine()) != null) {
                out.println("> " + conversation.answer(line));
            }
        }
        // A peer's threads must not keep the process.
        System.exit(0);
    }

    private static Peer find(String name) {
        for (Peer peer : ServiceLoader.load(Peer.class)) {
            if (peer.name().equals(name)) {
                return peer;
            }
        }
        throw new IllegalArgumentException("no peer called \"" + name + "\" is on the class path");
    }
}

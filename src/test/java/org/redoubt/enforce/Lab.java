package org.redoubt.enforce;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A mail server and its clients, each in a network namespace of its own, joined by a cable. Needs
 * root, {@code ip} and {@code nft}; fails without them.
 */
public final class Lab implements AutoCloseable {
  public static final String SERVER4 = "10.77.0.1";
  public static final String SERVER6 = "fd77::1";
  public static final List<String> CLIENTS4 = List.of("10.77.1.10", "10.77.1.11", "10.77.2.10");
  public static final List<String> CLIENTS6 =
      List.of("fd77:0:0:1::10", "fd77:0:0:1::11", "fd77:0:0:2::1");

  public static final String CLASS_PATH = System.getProperty("java.class.path");

  private static final long DEADLINE_NANOS = 30_000_000_000L;
  private static final AtomicInteger NEXT = new AtomicInteger();
  private final String server = name("s");
  private final String client = name("c");
  private final List<Agent> agents = new ArrayList<>();

  public Lab() {
    NEXT.incrementAndGet();
    try {
      sh("ip", "netns", "add", server);
      sh("ip", "netns", "add", client);
      sh(
          "ip", "-n", server, "link", "add", "wire", "type", "veth", "peer", "wire", "netns",
          client);
      sh("ip", "-n", server, "addr", "add", SERVER4 + "/16", "dev", "wire");
      sh("ip", "-n", server, "addr", "add", SERVER6 + "/48", "dev", "wire", "nodad");
      for (String address : CLIENTS4) {
        sh("ip", "-n", client, "addr", "add", address + "/16", "dev", "wire");
      }
      for (String address : CLIENTS6) {
        sh("ip", "-n", client, "addr", "add", address + "/48", "dev", "wire", "nodad");
      }
      for (String namespace : List.of(server, client)) {
        sh("ip", "-n", namespace, "link", "set", "lo", "up");
        sh("ip", "-n", namespace, "link", "set", "wire", "up");
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static String name(String kind) {
    return "rdt" + ProcessHandle.current().pid() + kind + NEXT.get();
  }

  /** A process in the server's namespace that enforces and listens. */
  public Agent server(String... before) {
    return start(server, before);
  }

  /** A process in the clients' namespace that connects. */
  public Agent client() {
    return start(client);
  }

  /** Runs {@code nft} in the server's namespace. */
  public String nft(String... arguments) {
    return run("nft", arguments);
  }

  /** Runs a program in the server's namespace. */
  public String run(String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", server, program));
    command.addAll(List.of(arguments));
    return sh(command.toArray(String[]::new));
  }

  /**
   * A Java program in the server's namespace, to be started.
   *
   * @param before a program that starts it, with its arguments
   */
  public ProcessBuilder program(String mainClass, List<String> before, List<String> arguments) {
    return program(CLASS_PATH, mainClass, before, arguments);
  }

  /** The same from another class path. */
  public ProcessBuilder program(
      String classPath, String mainClass, List<String> before, List<String> arguments) {
    List<String> command = java(server, before, classPath, mainClass);
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  private static List<String> java(
      String namespace, List<String> before, String classPath, String mainClass) {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    command.addAll(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(classPath);
    command.add(mainClass);
    return command;
  }

  private Agent start(String namespace, String... before) {
    Agent agent =
        new Agent(java(namespace, List.of(before), CLASS_PATH, AgentMain.class.getName()));
    agents.add(agent);
    return agent;
  }

  private static String sh(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    agents.forEach(Agent::kill);
    for (String namespace : List.of(server, client)) {
      if (Path.of("/run/netns", namespace).toFile().exists()) {
        sh("ip", "netns", "del", namespace);
      }
    }
  }

  /** An {@link AgentMain} at the other end of a pipe. */
  public static final class Agent {
    private final Process process;
    private final BufferedWriter to;
    private final BufferedReader from;

    private Agent(List<String> command) {
      try {
        process =
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      to = process.outputWriter();
      from = process.inputReader();
    }

    /** What it answers; fails when it could not do it. */
    public String ask(String command) {
      String answer = tell(command);
      if (!answer.startsWith("ok")) {
        throw new AssertionError(command + ": " + answer);
      }
      return answer.substring(2).strip();
    }

    /** What it answers, whatever that is. */
    public String tell(String command) {
      try {
        to.write(command + "\n");
        to.flush();
        String answer = from.readLine();
        return answer == null ? "gone" : answer;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Whether the server is reached from this address at this port; waits long for it. */
    public boolean reaches(String source, int port) {
      return tell("connect probe %s %s %d".formatted(source, serverFor(source), port))
          .startsWith("ok");
    }

    /** Whether connection attempts from this address to this port come to nothing. */
    public boolean isKeptOut(String source, int port) {
      return tell("try probe %s %s %d".formatted(source, serverFor(source), port))
          .startsWith("error");
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
      try {
        process.destroyForcibly().waitFor();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Waits until it is so, and fails when that takes unreasonably long. */
  public static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + DEADLINE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain");
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  public static String serverFor(String source) {
    return source.contains(":") ? SERVER6 : SERVER4;
  }
}

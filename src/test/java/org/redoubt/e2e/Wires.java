package org.redoubt.e2e;

import static org.redoubt.e2e.Shell.mustRun;

import java.util.ArrayList;
import java.util.List;

/** A server and its clients, each in a network namespace with an address of its own. */
final class Wires implements AutoCloseable {
  private final String id;
  private final List<String> names = new ArrayList<>();

  /**
   * @param id what the namespaces' names begin with; of this process alone
   */
  Wires(String id) {
    this.id = id;
    names.add("s");
    mustRun("ip", "netns", "add", server());
    mustRun("ip", "-n", server(), "link", "set", "lo", "up");
  }

  String server() {
    return id + "s";
  }

  String client(String name) {
    return id + name;
  }

  /** A client, on a wire of its own to the server. */
  void connect(String name, String near, String far) {
    names.add(name);
    mustRun("ip", "netns", "add", id + name);
    mustRun(
        "ip",
        "-n",
        server(),
        "link",
        "add",
        "to-" + name,
        "type",
        "veth",
        "peer",
        "name",
        "wire",
        "netns",
        id + name);
    mustRun("ip", "-n", server(), "addr", "add", near + "/24", "dev", "to-" + name);
    mustRun("ip", "-n", id + name, "addr", "add", far + "/24", "dev", "wire");
    mustRun("ip", "-n", server(), "link", "set", "to-" + name, "up");
    mustRun("ip", "-n", id + name, "link", "set", "wire", "up");
  }

  /** The command as it runs in one of the namespaces. */
  static List<String> within(String namespace, List<String> command) {
    List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    inside.addAll(command);
    return inside;
  }

  @Override
  public void close() {
    for (String name : names.reversed()) {
      Shell.run("ip", "netns", "del", id + name);
    }
  }
}

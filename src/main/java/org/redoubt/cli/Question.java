package org.redoubt.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import org.redoubt.daemon.ControlClient;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks the running daemon and shows the answer, as JSON when wanted: shared by the commands. */
final class Question {
  private static final JsonMapper JSON = new JsonMapper();
  @Mixin Places places = new Places();

  @Option(names = "--json", description = "one JSON document, for programs")
  boolean json;

  /** How to show an answer to people. */
  @FunctionalInterface
  interface Shown {
    void to(PrintWriter out, JsonNode answer);
  }

  /** A request of this command, to be filled. */
  static ObjectNode of(String command) {
    return JSON.createObjectNode().put("command", command);
  }

  /** Asks, and prints the answer; gives the exit code. */
  int ask(ObjectNode request, PrintWriter out, Shown shown) throws Failure {
    JsonNode answer = answer(request);
    if (json) {
      out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer));
    } else {
      shown.to(out, answer);
    }
    out.flush();
    return answer.path("found").asBoolean(true) ? 0 : Failure.FAILED;
  }

  private JsonNode answer(ObjectNode request) throws Failure {
    ControlClient client = new ControlClient(places.folder().socket());
    try (InputStream stream = client.ask(request)) {
      JsonNode answer = JSON.readTree(stream);
      if (answer.has("error")) {
        throw new Failure(Failure.FAILED, answer.path("error").asString());
      }
      return answer;
    } catch (ControlClient.Unreachable e) {
      throw new Failure(Failure.FAILED, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new Failure(Failure.FAILED, "the daemon broke off its answer: " + e.getMessage());
    }
  }
}

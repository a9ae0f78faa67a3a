package org.redoubt.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.redoubt.audit.AuditException;
import org.redoubt.daemon.AtRest;
import org.redoubt.daemon.Control;
import org.redoubt.daemon.ControlClient;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whoever can answer: the daemon that runs, or what one has left in the state folder. */
final class Respondent implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Places places;
  private @Nullable AtRest atRest;

  Respondent(Places places) {
    this.places = places;
  }

  /** Asks the daemon, which must be running. */
  JsonNode askDaemon(ObjectNode request) throws Failure {
    try {
      return fromDaemon(request);
    } catch (ControlClient.Unreachable e) {
      throw new Failure(Failure.FAILED, String.valueOf(e.getMessage()));
    }
  }

  /** Asks the daemon or, when none runs, the state folder; made anew if there is none. */
  JsonNode ask(ObjectNode request) throws Failure {
    AtRest folder = atRest;
    if (folder != null) {
      return fromFolder(folder, request);
    }
    try {
      return fromDaemon(request);
    } catch (ControlClient.Unreachable e) {
      return fromFolder(open(), request);
    }
  }

  /** The same, where an empty folder has nothing to say. */
  JsonNode askIfAny(ObjectNode request) throws Failure {
    boolean any = AtRest.isAny(places.folder());
    return any ? ask(request) : askDaemon(request);
  }

  boolean isDaemon() {
    return atRest == null;
  }

  private JsonNode fromDaemon(ObjectNode request) throws Failure, ControlClient.Unreachable {
    ControlClient client = new ControlClient(places.folder().socket());
    try (InputStream stream = client.ask(request)) {
      JsonNode answer = JSON.readTree(stream);
      if (answer.has("error")) {
        throw new Failure(Failure.FAILED, answer.path("error").asString());
      }
      return answer;
    } catch (IOException e) {
      throw new Failure(Failure.FAILED, "the daemon broke off its answer: " + e.getMessage());
    }
  }

  private AtRest open() throws Failure {
    try {
      AtRest opened = AtRest.open(places.settings(), places.folder());
      atRest = opened;
      return opened;
    } catch (AuditException | IOException e) {
      throw new Failure(Failure.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private static JsonNode fromFolder(AtRest folder, ObjectNode request) throws Failure {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      folder.answer(request, out);
      out.writeEndObject();
    } catch (Control.Refusal | AuditException e) {
      throw new Failure(Failure.FAILED, String.valueOf(e.getMessage()));
    }
    return JSON.readTree(bytes.toByteArray());
  }

  @Override
  public void close() {
    if (atRest != null) {
      atRest.close();
    }
  }
}

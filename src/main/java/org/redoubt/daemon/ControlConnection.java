package org.redoubt.daemon;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.redoubt.audit.AuditException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One question and its answer. */
final class ControlConnection implements Runnable {
  static final int MAX_REQUEST_BYTES = 64 << 10;
  private static final long MAX_SECONDS = 30;
  private static final int BUFFER_BYTES = 32 << 10;
  private static final JsonMapper JSON = JsonMapper.shared();
  private final SocketChannel connection;
  private final Control control;

  ControlConnection(SocketChannel connection, Control control) {
    this.connection = connection;
    this.control = control;
  }

  @Override
  public void run() {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    var _ = ended.orTimeout(MAX_SECONDS, TimeUnit.SECONDS).whenComplete((_, _) -> close());
    try {
      reply(readLine());
    } catch (IOException e) {
      // The asker is gone; there is nobody to tell.
    } finally {
      ended.complete(null);
    }
  }

  /** Tells a client that all connections are taken. */
  static void refuse(SocketChannel connection) {
    try (connection) {
      connection.configureBlocking(false);
      connection.write(ByteBuffer.wrap(error("too many questions at once, ask again")));
    } catch (IOException e) {
      // The asker is gone; there is nobody to tell.
    }
  }

  private byte[] readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    ByteBuffer some = ByteBuffer.allocate(4096);
    while (line.size() <= MAX_REQUEST_BYTES && connection.read(some) >= 0) {
      line.write(some.array(), 0, some.position());
      if (some.position() > 0 && some.get(some.position() - 1) == '\n') {
        break;
      }
      some.clear();
    }
    return line.toByteArray();
  }

  private void reply(byte[] line) throws IOException {
    OutputStream out = Channels.newOutputStream(connection);
    Answer answer = new Answer(out);
    try {
      answer.write(request(line));
    } catch (Control.Refusal e) {
      answer.fail(String.valueOf(e.getMessage()));
    } catch (AuditException e) {
      answer.fail(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      answer.fail("the daemon failed to answer: " + e);
    }
  }

  private static JsonNode request(byte[] line) throws Control.Refusal {
    if (line.length > MAX_REQUEST_BYTES) {
      throw new Control.Refusal("the question is longer than " + MAX_REQUEST_BYTES + " bytes");
    }
    try {
      JsonNode request = JSON.readTree(line);
      if (request.isObject()) {
        return request;
      }
    } catch (JacksonException e) {
      // Said below, in fewer words than Jackson's.
    }
    throw new Control.Refusal("the question is not one line with a JSON object");
  }

  private static byte[] error(String message) {
    String line = JSON.writeValueAsString(JSON.createObjectNode().put("error", message));
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private void close() {
    try {
      connection.close();
    } catch (IOException e) {
      // Closed is closed.
    }
  }

  /** Holds the answer back until it fills a buffer, so that an early failure replaces it whole. */
  private final class Answer {
    private final OutputStream out;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(1024);
    private boolean sending;

    Answer(OutputStream out) {
      this.out = out;
    }

    void write(JsonNode request) throws Control.Refusal, IOException {
      JsonGenerator json = JSON.createGenerator(new Overflow());
      json.writeStartObject();
      control.answer(request, json);
      json.writeEndObject();
      json.close();
      held.write('\n');
      held.writeTo(out);
    }

    void fail(String message) throws IOException {
      if (!sending) {
        out.write(error(message));
      }
    }

    /** Where Jackson writes: kept back at first, then passed on. */
    private final class Overflow extends OutputStream {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        held.write(bytes, from, length);
        if (held.size() > BUFFER_BYTES) {
          sending = true;
          held.writeTo(out);
          held.reset();
        }
      }
    }
  }
}

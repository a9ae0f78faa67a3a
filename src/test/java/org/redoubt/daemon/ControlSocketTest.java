package org.redoubt.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ControlSocketTest {
  @TempDir Path folder;
  private final JsonMapper json = new JsonMapper();
  private ControlServer server;
  private Path socket;

  @BeforeEach
  void open() throws Exception {
    socket = folder.resolve("control.sock");
    server = ControlServer.open(socket, ControlSocketTest::answer);
  }

  @AfterEach
  void close() throws Exception {
    server.close();
    assertThat(folder).isEmptyDirectory();
  }

  private static void answer(JsonNode request, JsonGenerator answer) throws Control.Refusal {
    switch (request.path("command").asString("")) {
      case "echo" -> answer.writeStringProperty("said", request.path("say").asString());
      case "much" -> {
        answer.writeArrayPropertyStart("numbers");
        for (int i = 0; i < 100_000; i++) {
          answer.writeNumber(i);
        }
        answer.writeEndArray();
      }
      case "break" -> throw new IllegalStateException("broken");
      default -> throw new Control.Refusal("unknown command");
    }
  }

  @Test
  void answersAQuestion() throws Exception {
    assertThat(ask("echo").path("said").asString()).isEqualTo("hello");
  }

  @Test
  void sendsAnswersOfAnyLength() throws Exception {
    assertThat(ask("much").path("numbers").size()).isEqualTo(100_000);
  }

  @Test
  void tellsRefusalsAndFailures() throws Exception {
    assertThat(ask("nonsense").path("error").asString()).isEqualTo("unknown command");
    assertThat(ask("break").path("error").asString()).contains("broken");
  }

  /** Else each would be kept until its time was up: a hundred thousand of them filled the heap. */
  @Test
  void keepsNothingOfAnAnsweredQuestion() throws Exception {
    int questions = 200;
    for (int i = 0; i < questions; i++) {
      ask("echo");
    }
    assertThat(ForkJoinPool.commonPool().getDelayedTaskCount()).isLessThan(questions / 2);
  }

  @Test
  void isForItsOwnerAlone() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
  }

  @Test
  void refusesWhatIsNoQuestion() throws Exception {
    assertThat(raw("hello\n")).contains("not one line with a JSON object");
    assertThat(raw("[1]\n")).contains("not one line with a JSON object");
    assertThat(raw("x".repeat(ControlConnection.MAX_REQUEST_BYTES + 1) + "\n")).contains("longer");
  }

  @Test
  void replacesTheSocketOfADeadDaemon() throws Exception {
    server.close();
    Files.createFile(socket);
    server = ControlServer.open(socket, ControlSocketTest::answer);
    assertThat(ask("echo").path("said").asString()).isEqualTo("hello");
  }

  @Test
  void saysWhenNoDaemonRuns() {
    assertThatThrownBy(
            () -> new ControlClient(folder.resolve("none.sock")).ask(json.createObjectNode()))
        .isInstanceOf(ControlClient.Unreachable.class)
        .hasMessageContaining("redoubt run");
  }

  private JsonNode ask(String command) throws Exception {
    var request = json.createObjectNode().put("command", command).put("say", "hello");
    try (var answer = new ControlClient(socket).ask(request)) {
      return json.readTree(answer);
    }
  }

  private String raw(String request) throws Exception {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(request);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

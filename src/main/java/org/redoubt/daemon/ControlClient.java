package org.redoubt.daemon;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a running daemon. */
public final class ControlClient {
  private static final JsonMapper JSON = JsonMapper.shared();
  private final Path socket;

  public ControlClient(Path socket) {
    this.socket = socket;
  }

  /** The daemon cannot be asked; the message says why and what to do. */
  public static final class Unreachable extends Exception {
    Unreachable(String message) {
      super(message);
    }
  }

  /** The answer as it arrives, one line of JSON. The caller closes it. */
  public InputStream ask(JsonNode request) throws Unreachable {
    try {
      SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
      String line = JSON.writeValueAsString(request) + "\n";
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(line);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      return new BufferedInputStream(Channels.newInputStream(channel));
    } catch (IOException e) {
      throw new Unreachable(why(e));
    }
  }

  private String why(IOException e) {
    Path folder = socket.toAbsolutePath().getParent();
    if (e instanceof AccessDeniedException || !Files.isReadable(folder) && Files.exists(folder)) {
      return "no right to talk to the daemon through " + socket + "; are you root?";
    }
    if (!Files.exists(socket)) {
      return "no daemon runs with the state folder " + folder + "; start it with: redoubt run";
    }
    return "no daemon answers on " + socket + " (" + e.getMessage() + "); start it: redoubt run";
  }
}

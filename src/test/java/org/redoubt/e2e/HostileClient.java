package org.redoubt.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A client that logs in with every hostile name in every way there is: {@code HostileClient HOST
 * PASSWORD PORT…}. A program of its own, since it runs in another network namespace. Prints how
 * many attempts were answered.
 */
public final class HostileClient {
  private static final int AT_ONCE = 40;
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int POP3 = 110;
  private static final int IMAP = 143;

  private final String host;
  private final String password;

  private HostileClient(String host, String password) {
    this.host = host;
    this.password = password;
  }

  public static void main(String[] words) throws InterruptedException, ExecutionException {
    HostileClient client = new HostileClient(words[0], words[1]);
    List<Callable<Integer>> attempts = new ArrayList<>();
    for (String name : HostileNames.all()) {
      for (int i = 2; i < words.length; i++) {
        int port = Integer.parseInt(words[i]);
        client.ways(port, name).forEach(way -> attempts.add(() -> client.talk(port, way)));
      }
    }
    int answered = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<Integer> attempt : threads.invokeAll(attempts)) {
        answered += attempt.get();
      }
    }
    System.out.println(answered);
  }

  private List<List<String>> ways(int port, String name) {
    return switch (port) {
      case POP3 -> pop3(name);
      case IMAP -> imap(name);
      default -> smtp(name);
    };
  }

  private String plain(String name) {
    String text = "\0" + name + "\0" + password;
    return Base64.getEncoder().encodeToString(HostileNames.bytes(text));
  }

  private List<List<String>> pop3(String name) {
    List<List<String>> ways = new ArrayList<>();
    ways.add(List.of("AUTH PLAIN\r\n", plain(name) + "\r\n", "QUIT\r\n"));
    if (HostileNames.isLine(name)) {
      ways.add(List.of("USER " + name + "\r\n", "PASS " + password + "\r\n", "QUIT\r\n"));
      ways.add(List.of("AUTH " + name + "\r\n", "QUIT\r\n"));
    }
    return ways;
  }

  private List<List<String>> imap(String name) {
    List<List<String>> ways = new ArrayList<>();
    String literal = "a LOGIN {" + name.length() + "}\r\n";
    ways.add(List.of(literal, name + " \"" + password + "\"\r\n", "b LOGOUT\r\n"));
    ways.add(List.of("a AUTHENTICATE PLAIN\r\n", plain(name) + "\r\n", "b LOGOUT\r\n"));
    if (HostileNames.isLine(name)) {
      String quoted = name.replace("\\", "\\\\").replace("\"", "\\\"");
      ways.add(List.of("a LOGIN \"" + quoted + "\" " + password + "\r\n", "b LOGOUT\r\n"));
      ways.add(List.of("a AUTHENTICATE " + name + "\r\n", "*\r\n", "b LOGOUT\r\n"));
    }
    return ways;
  }

  private List<List<String>> smtp(String name) {
    List<List<String>> ways = new ArrayList<>();
    String hello = HostileNames.isLine(name) ? name : "client";
    ways.add(List.of("EHLO " + hello + "\r\n", "AUTH PLAIN " + plain(name) + "\r\n", "QUIT\r\n"));
    if (HostileNames.isLine(name)) {
      ways.add(List.of("EHLO client\r\n", "AUTH " + name + "\r\n", "*\r\n", "QUIT\r\n"));
    }
    return ways;
  }

  /** One session; 1 when the server answered to the last step but one, or ended the session. */
  private int talk(int port, List<String> steps) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      InputStream in = socket.getInputStream();
      boolean goesOn = answer(in);
      for (int i = 0; goesOn && i < steps.size(); i++) {
        socket.getOutputStream().write(steps.get(i).getBytes(StandardCharsets.ISO_8859_1));
        goesOn = answer(in);
      }
      return 1;
    } catch (SocketException | SocketTimeoutException e) {
      return 0;
    }
  }

  /** Reads one whole answer; whether the session goes on. */
  private static boolean answer(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int c;
    while ((c = in.read()) >= 0) {
      if (c != '\n') {
        line.append((char) c);
      } else if (isLast(line.toString())) {
        return true;
      } else {
        line.setLength(0);
      }
    }
    return false;
  }

  /** Not {@code 250-more} of SMTP, nor {@code * CAPABILITY …} of IMAP. */
  private static boolean isLast(String line) {
    return !line.startsWith("* CAPABILITY") && !line.matches("[0-9]{3}-.*");
  }
}

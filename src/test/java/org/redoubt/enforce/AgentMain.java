package org.redoubt.enforce;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Prefix;

/**
 * What runs inside a namespace for {@link Lab}: one command a line in, {@code ok ...} or {@code
 * error ...} out. Bans are written {@code PREFIX=SECONDS}.
 */
final class AgentMain {
  private static final int BLOCKED_MILLIS = 250;
  private static final int PATIENT_MILLIS = 10_000;

  private final Map<String, Socket> connections = new HashMap<>();
  private final AtomicInteger sessions = new AtomicInteger();
  private final List<Storm> storms = new ArrayList<>();
  private final Queue<String> mendings = new ConcurrentLinkedQueue<>();
  private final ListWords listWords = new ListWords();
  private @Nullable Enforcer enforcer;
  private @Nullable Reconciler reconciler;

  private AgentMain() {}

  public static void main(String[] arguments) throws IOException {
    AgentMain agent = new AgentMain();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(agent.answer(line.split(" ")));
    }
  }

  private String answer(String[] words) {
    try {
      return "ok " + act(words[0], Arrays.copyOfRange(words, 1, words.length));
    } catch (IOException | RuntimeException e) {
      return "error " + String.valueOf(e).replace('\n', ' ');
    }
  }

  private String act(String verb, String... words) throws IOException {
    return switch (verb) {
      case "open" -> open(words[0], words[1], words[2]);
      case "restore" -> {
        enforcer().restore(bans(words), System.currentTimeMillis());
        yield "";
      }
      case "apply" -> {
        enforcer().apply(changes(words), System.currentTimeMillis());
        yield "";
      }
      case "held" -> held();
      case "reconcile" -> reconcile();
      case "comparisons" -> String.valueOf(Objects.requireNonNull(reconciler).comparisons());
      case "mendings" -> String.join("; ", mendings);
      case "mend" -> ((Mendable) enforcer()).mend(System.currentTimeMillis()).toString();
      case "dropped" ->
          String.valueOf(nftables().held(System.currentTimeMillis()).droppedPackets());
      case "flush" -> {
        enforcer().flush();
        yield "";
      }
      case "admit" -> {
        AdmissionWords read = AdmissionWords.read(words);
        nftables().familiar(read.good(), System.currentTimeMillis());
        nftables().admit(read.admission(), System.currentTimeMillis());
        yield "";
      }
      case "welcome" -> {
        nftables().welcome(List.of(Prefix.of(words[0])), System.currentTimeMillis());
        yield "";
      }
      case "counts" -> nftables().packets().toString();
      case "lists" -> listWords.act(words);
      case "open-cutter" -> {
        enforcer = new ConnectionCutter(EnforceSettings.MAIL_PORTS);
        yield "";
      }
      case "sessions" -> String.valueOf(sessions.get());
      case "open-ipset" -> {
        enforcer = new IpsetEnforcer(EnforceSettings.MAIL_PORTS);
        yield "";
      }
      case "close" -> {
        enforcer().close();
        yield "";
      }
      case "listen" -> listen(words);
      case "connect" -> connect(PATIENT_MILLIS, words);
      case "try" -> connect(BLOCKED_MILLIS, words);
      case "storm" -> storm(words[0], words[1], Integer.parseInt(words[2]));
      case "calm" -> storms.stream().map(Storm::stop).collect(Collectors.joining("; "));
      case "hang-up" -> {
        Objects.requireNonNull(connections.remove(words[0])).close();
        yield "";
      }
      case "talk" -> talk(PATIENT_MILLIS, words[0]);
      case "try-talk" -> talk(BLOCKED_MILLIS, words[0]);
      default -> throw new IllegalArgumentException(verb);
    };
  }

  private Enforcer enforcer() {
    return Objects.requireNonNull(enforcer, "not opened");
  }

  private NftablesEnforcer nftables() {
    return (NftablesEnforcer) enforcer();
  }

  private String open(String via, String answer, String ports) throws IOException {
    EnforceSettings settings =
        new EnforceSettings(
            ports.equals("all") ? Collections.emptySortedSet() : EnforceSettings.MAIL_PORTS,
            EnforceSettings.Answer.valueOf(answer),
            EnforceSettings.Via.valueOf(via));
    return switch (NftablesEnforcer.open(settings)) {
      case NftablesEnforcer.Opened opened -> {
        enforcer = opened.enforcer();
        yield opened.enforcer().via();
      }
      case NftablesEnforcer.Unavailable unavailable -> throw new IOException(unavailable.reason());
    };
  }

  private String reconcile() {
    Reconciler.Listener listener =
        new Reconciler.Listener() {
          @Override
          public void mended(Mending mending) {
            mendings.add(mending.toString());
          }

          @Override
          public void failed(IOException reason) {
            mendings.add("failed: " + reason.getMessage());
          }
        };
    reconciler =
        Reconciler.start(nftables(), Duration.ofHours(1), System::currentTimeMillis, listener);
    return "";
  }

  private static List<Change.Ban> bans(String... words) {
    long now = System.currentTimeMillis();
    List<Change.Ban> bans = new ArrayList<>();
    for (String word : words) {
      int end = word.indexOf('=');
      long until = end < 0 ? Change.FOREVER : now + Long.parseLong(word.substring(end + 1)) * 1000;
      bans.add(new Change.Ban(Prefix.of(end < 0 ? word : word.substring(0, end)), until));
    }
    return bans;
  }

  private static List<Change> changes(String... words) {
    List<Change> changes = new ArrayList<>();
    for (String word : words) {
      changes.add(
          word.startsWith("-")
              ? new Change.Lift(Prefix.of(word.substring(1)))
              : bans(word).getFirst());
    }
    return changes;
  }

  private String held() throws IOException {
    long now = System.currentTimeMillis();
    return nftables().held(now).bans().stream()
        .sorted(Comparator.comparing(Change.Ban::prefix))
        .map(ban -> ban.prefix() + rest(ban, now))
        .collect(Collectors.joining(" "));
  }

  private static String rest(Change.Ban ban, long now) {
    return ban.untilMillis() == Change.FOREVER ? "" : "=" + (ban.untilMillis() - now) / 1000;
  }

  private String listen(String... ports) throws IOException {
    for (String port : ports) {
      ServerSocket server = new ServerSocket(Integer.parseInt(port));
      Thread.ofVirtual().start(() -> serve(server));
    }
    return "";
  }

  private void serve(ServerSocket server) {
    while (true) {
      try {
        Socket connection = server.accept();
        Thread.ofVirtual().start(() -> echo(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void echo(Socket connection) {
    sessions.incrementAndGet();
    try (connection) {
      connection.getInputStream().transferTo(connection.getOutputStream());
    } catch (IOException e) {
      // The client is gone, or was cut off.
    } finally {
      sessions.decrementAndGet();
    }
  }

  private String connect(int patienceMillis, String... words) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(words[1], 0));
    socket.connect(new InetSocketAddress(words[2], Integer.parseInt(words[3])), patienceMillis);
    Socket before = connections.put(words[0], socket);
    if (before != null) {
      before.close();
    }
    return "";
  }

  private String storm(String source, String target, int port) {
    Storm storm = new Storm(source, target, port);
    storms.add(storm);
    storm.start();
    return "";
  }

  private String talk(int patienceMillis, String name) throws IOException {
    Socket socket = connections.get(name);
    if (socket == null) {
      throw new IllegalStateException("no connection " + name);
    }
    socket.setSoTimeout(patienceMillis);
    socket.getOutputStream().write('x');
    int answer = socket.getInputStream().read();
    if (answer != 'x') {
      throw new IOException("answered " + answer);
    }
    return "";
  }
}

package org.redoubt.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.net.Prefix;

class SyslogTest {
  private static final String MESSAGE = "<22>Mar 26 10:31:36 mx pop3d: LOGIN FAILED, user=bob";

  @TempDir Path folder;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private final LineSink sink =
      (bytes, from, to, after) ->
          LineSplitter.each(
              bytes,
              from,
              to,
              (b, f, t) -> lines.add(new String(b, f, t - f, StandardCharsets.UTF_8)));

  @Test
  void takesBothFramings() throws IOException {
    assertThat(frames("<1>a\n<2>b\n")).containsExactly("<1>a", "<2>b");
    assertThat(frames("4 <1>a5 <2>b\n6 <3>c\nd")).containsExactly("<1>a", "<2>b", "<3>c#012d");
  }

  @Test
  void textInAMessageDoesNotChangeTheFraming() throws IOException {
    assertThat(frames("<1>a\n9999 b\n<2>c\n")).containsExactly("<1>a", "9999 b", "<2>c");
  }

  @Test
  void aLineCutByTheEndOfTheConnectionIsNoLine() throws IOException {
    assertThat(frames("<1>a\n<2>rip=192.0.2.1")).containsExactly("<1>a");
    assertThat(frames("4 <1>a9 <2>b")).containsExactly("<1>a");
  }

  @Test
  void refusesCountsThatMakeNoSense() {
    for (String nonsense : List.of("12345678 x", "1x", "5 <1>ab-1 x", "99")) {
      assertThatThrownBy(() -> frames(nonsense)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void overlongMessagesAreCutAndTheNextIsWhole() throws IOException {
    String overlong = "x".repeat(100_000);
    assertThat(frames("100000 " + overlong + "4 <1>a").getLast()).isEqualTo("<1>a");
    assertThat(frames(overlong + "\n<1>a\n").getLast()).isEqualTo("<1>a");
  }

  /** Any bytes at all give lines without control bytes, or end the connection; nothing else. */
  @Test
  void anyBytesAreFramedOrRefused() {
    Random random = new Random(7);
    String alphabet = "0123456789 <>\n\r\0ab";
    for (int round = 0; round < 5_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        assertThat(frames(text.toString())).noneMatch(line -> line.indexOf('\n') >= 0);
      } catch (IOException e) {
        assertThat(e).hasMessageMatching("a message's length was expected.*|.*");
      }
    }
  }

  private static List<String> frames(String text) throws IOException {
    List<String> found = new ArrayList<>();
    new SyslogFrames((bytes, from, to, inputBytes) ->
        LineSplitter.each(
            bytes,
            from,
            to,
            (b, f, t) -> found.add(new String(b, f, t - f, StandardCharsets.UTF_8))))
        .readAll(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    return found;
  }

  @Test
  void listensOnUdpAndTcp() throws Exception {
    List<InetSocketAddress> local = List.of(loopback());
    try (SyslogServer server = start(settings(local, local, List.of()));
        DatagramSocket udp = new DatagramSocket();
        Socket tcp = new Socket(loopback().getAddress(), server.ports().get(1))) {
      byte[] bytes = MESSAGE.getBytes(StandardCharsets.UTF_8);
      udp.send(
          new DatagramPacket(
              bytes, bytes.length, loopback().getAddress(), server.ports().getFirst()));
      assertThat(next()).isEqualTo(MESSAGE);
      tcp.getOutputStream().write((MESSAGE + " two\n").getBytes(StandardCharsets.UTF_8));
      assertThat(next()).isEqualTo(MESSAGE + " two");
    }
  }

  @Test
  void takesNothingFromStrangers() throws Exception {
    List<InetSocketAddress> local = List.of(loopback());
    SyslogSettings strict = settings(List.of(), local, List.of(Prefix.of("192.0.2.0/24")));
    try (SyslogServer server = start(strict);
        Socket tcp = new Socket(loopback().getAddress(), server.ports().getFirst())) {
      assertThat(tcp.getInputStream().read()).isEqualTo(-1);
      assertThat(server.refusedSenders()).isEqualTo(1);
      assertThat(server.states().getFirst().problem()).contains("last 127.0.0.1");
    }
  }

  @Test
  void speaksTls() throws Exception {
    TlsIdentity identity = new TlsIdentity(folder.resolve("cert.pem"), folder.resolve("key.pem"));
    Process openssl =
        new ProcessBuilder(
                ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
                        + " -subj /CN=localhost -keyout key.pem -out cert.pem")
                    .split(" ", -1))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(openssl.waitFor()).isZero();
    SyslogSettings settings =
        new SyslogSettings(
            List.of(),
            List.of(),
            List.of(loopback()),
            identity.certificate().toString(),
            identity.key().toString(),
            "",
            List.of(),
            4);
    assertThat(settings.problem()).isNull();
    try (SyslogServer server = start(settings);
        Socket client =
            trusting(identity)
                .getSocketFactory()
                .createSocket(loopback().getAddress(), server.ports().getFirst())) {
      client
          .getOutputStream()
          .write((MESSAGE.length() + " " + MESSAGE).getBytes(StandardCharsets.UTF_8));
      assertThat(next()).isEqualTo(MESSAGE);
    }
  }

  private static SSLContext trusting(TlsIdentity identity) throws Exception {
    var store = java.security.KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var in = java.nio.file.Files.newInputStream(identity.certificate())) {
      store.setCertificateEntry(
          "server",
          java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Test
  void takesUnixDatagrams() throws Exception {
    Path path = folder.resolve("log");
    SyslogSettings settings =
        new SyslogSettings(List.of(), List.of(), List.of(), "", "", path.toString(), List.of(), 4);
    for (int round = 0; round < 2; round++) {
      try (SyslogServer server = start(settings)) {
        Process logger =
            new ProcessBuilder("logger", "-u", path.toString(), "-t", "pop3d", "LOGIN FAILED")
                .start();
        assertThat(next()).startsWith("<").endsWith("pop3d: LOGIN FAILED");
        assertThat(logger.waitFor()).isZero();
        assertThat(server.states().getFirst().readBytes()).isPositive();
      }
      assertThat(path).doesNotExist();
    }
  }

  private SyslogServer start(SyslogSettings settings) throws IOException {
    return SyslogServer.start(settings, sink, InstantSource.system());
  }

  private String next() throws InterruptedException {
    return String.valueOf(lines.poll(30, TimeUnit.SECONDS));
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static SyslogSettings settings(
      List<InetSocketAddress> udp, List<InetSocketAddress> tcp, List<Prefix> senders) {
    return new SyslogSettings(udp, tcp, List.of(), "", "", "", senders, 4);
  }
}

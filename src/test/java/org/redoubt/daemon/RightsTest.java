package org.redoubt.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.enforce.Lab;

/** A user of our own with CAP_NET_ADMIN, as the service runs; nothing else. */
class RightsTest {
  private static final String[] NOBODY_WITH_NET_ADMIN = {
    "setpriv",
    "--reuid=65534",
    "--regid=65534",
    "--groups=4",
    "--inh-caps=-all,+net_admin",
    "--ambient-caps=-all,+net_admin",
    "--bounding-set=-all,+net_admin",
    "--no-new-privs"
  };

  private static final Pattern FOR_TESTS_ONLY =
      Pattern.compile("(junit|jazzer|assertj|byte-buddy|ipaddress|opentest4j|apiguardian).*");

  private static final String BAD = Lab.CLIENTS4.get(0);
  private static final String GOOD = Lab.CLIENTS4.get(1);

  @TempDir Path folder;
  private final Lab lab = new Lab();

  @AfterEach
  void takeDown() {
    lab.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"any", "program"})
  void areEnoughToReadJudgeBanCutAndMend(String via) throws Exception {
    lab.server().ask("listen 143");
    Lab.Agent client = lab.client();
    client.ask("connect held %s %s 143".formatted(BAD, Lab.SERVER4));
    open(folder, 0, "rwxr-xr-x");
    Path home = open(Files.createDirectory(folder.resolve("home")), 65534, "rwx------");
    Path log = Files.writeString(folder.resolve("mail.log"), "");
    open(log, 0, "rw-r-----");
    Files.setAttribute(log, "unix:gid", 4);
    Files.createSymbolicLink(home.resolve("mail.log"), log);
    try (RunningDaemon daemon =
        RunningDaemon.of(
            readable(), lab, home, "enforce.via = \"" + via + "\"", NOBODY_WITH_NET_ADMIN)) {
      assertThat(daemon.ask("status").path("mode").asString()).isEqualTo("enforcing");
      Files.writeString(log, guesses());
      daemon.await("bans", answer -> answer.path("bans").size() == 1);
      Lab.await(() -> client.isKeptOut(BAD, 143));
      daemon.await("status", a -> a.path("enforcers").toString().matches(".*[1-9] ended.*"));
      assertThat(client.reaches(GOOD, 143)).isTrue();
      lab.nft("flush", "ruleset");
      daemon.await("status", a -> a.path("kernel").path("mendings").asInt() > 0);
      assertThat(client.isKeptOut(BAD, 143)).isTrue();
      assertThat(daemon.ask("real-bans").path("bans")).hasSize(1);
    }
    assertThat(Files.getAttribute(home.resolve("state"), "unix:uid")).isEqualTo(65534);
  }

  @Test
  void areThoseOfTheServiceAndItsSandboxIsTight() throws Exception {
    Path unit = Path.of("packaging/redoubt.service");
    assertThat(Files.readAllLines(unit))
        .contains(
            "AmbientCapabilities=CAP_NET_ADMIN",
            "CapabilityBoundingSet=CAP_NET_ADMIN",
            "User=redoubt");
    Process asked =
        new ProcessBuilder(
                "systemd-analyze",
                "security",
                "--offline=true",
                "--no-pager",
                "--threshold=20",
                unit.toString())
            .redirectErrorStream(true)
            .start();
    String told = new String(asked.getInputStream().readAllBytes(), UTF_8);
    assertThat(asked.waitFor()).as(told).isZero();
  }

  private static String guesses() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      lines.append(
          "%s mx dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<n%d>,"
              .formatted(Instant.now(), i));
      lines.append(" method=PLAIN, rip=%s, lip=192.0.2.10, session=<%d>\n".formatted(BAD, i));
    }
    return lines.toString();
  }

  private static Path open(Path path, int owner, String rights) throws IOException {
    Files.setAttribute(path, "unix:uid", owner);
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
  }

  /** Our class path where everybody may read it. */
  private String readable() throws IOException {
    Path copies = open(Files.createDirectory(folder.resolve("jars")), 0, "rwxr-xr-x");
    List<String> copied = new ArrayList<>();
    for (String entry : Lab.CLASS_PATH.split(File.pathSeparator, -1)) {
      Path from = Path.of(entry);
      Path to = copies.resolve(copied.size() + "-" + from.getFileName());
      boolean ours = Files.isRegularFile(from) || Files.isDirectory(from.resolve("org/redoubt"));
      if (ours && !FOR_TESTS_ONLY.matcher(from.getFileName().toString()).matches()) {
        copy(from, to);
        copied.add(to.toString());
      }
    }
    return String.join(File.pathSeparator, copied);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path copy = Files.copy(each, to.resolve(from.relativize(each).toString()));
        open(copy, 0, Files.isDirectory(each) ? "rwxr-xr-x" : "rw-r--r--");
      }
    }
  }
}

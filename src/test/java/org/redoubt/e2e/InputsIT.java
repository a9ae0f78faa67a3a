package org.redoubt.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redoubt.e2e.MailSite.ATTACKER;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All ways in at once: the log of a real Dovecot, its events by HTTP and in the log, and the
 * messages of a real rsyslogd by TCP, by TLS and by a Unix socket.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InputsIT {
  private static final String EXPORTERS =
      """
      event_exporter posted {
        transport = http-post
        transport_args = http://127.0.0.1:9099
        format = json
        format_args = time-rfc3339
      }
      event_exporter logged {
        transport = log
        format = json
        format_args = time-unix
      }
      metric posted {
        exporter = posted
        filter = event=auth_request_finished
      }
      metric logged {
        exporter = logged
        filter = event=auth_request_finished
      }
      """;

  private static final String RSYSLOG =
      """
      global(workDirectory="@HOME@")
      module(load="imuxsock" SysSock.Use="off")
      module(load="omuxsock")
      input(type="imuxsock" Socket="@HOME@/devlog")
      $OMUxSockSocket @HOME@/syslog
      mail.* :omuxsock:;RSYSLOG_SyslogProtocol23Format
      auth.* action(type="omfwd" target="127.0.0.1" port="5514" protocol="tcp" \
        template="RSYSLOG_SyslogProtocol23Format" queue.type="linkedList" \
        action.resumeRetryCount="-1" action.resumeInterval="1")
      local5.* action(type="omfwd" target="127.0.0.1" port="6514" protocol="tcp" \
        StreamDriver="ossl" StreamDriverMode="1" StreamDriverAuthMode="x509/name" \
        StreamDriverPermittedPeers="mx.example.org" StreamDriver.CAFile="@HOME@/certificate.pem" \
        template="RSYSLOG_SyslogProtocol23Format" queue.type="linkedList" \
        action.resumeRetryCount="-1" action.resumeInterval="1")
      """;

  private static final String SETTINGS =
      """
      [intake]
      logs = ["@HOME@/mail.log"]
      [intake.syslog]
      tcp = ["127.0.0.1:5514"]
      tls = ["127.0.0.1:6514"]
      certificate = "@HOME@/certificate.pem"
      key = "@HOME@/key.pem"
      unix-socket = "@HOME@/syslog"
      [intake.dovecot-events]
      http = ["127.0.0.1:9099"]
      """;

  private final JsonMapper json = new JsonMapper();
  private final MailSite site;
  private @Nullable Process daemon;
  private @Nullable Process rsyslogd;

  InputsIT() throws Exception {
    site = new MailSite(EXPORTERS);
  }

  @BeforeAll
  void start() throws Exception {
    String home = site.home.toString();
    certify(home);
    Path settings = site.home.resolve("redoubt.toml");
    Files.writeString(settings, SETTINGS.replace("@HOME@", home));
    daemon = site.startRedoubt("--config", settings.toString());
    Path conf = site.home.resolve("rsyslog.conf");
    Files.writeString(conf, RSYSLOG.replace("@HOME@", home));
    rsyslogd =
        site.start(
            "rsyslogd.out",
            List.of("rsyslogd", "-n", "-f", conf.toString(), "-i", home + "/rsyslogd.pid"));
    Shell.await("rsyslogd to listen", () -> Files.exists(site.home.resolve("devlog")));
  }

  private static void certify(String home) {
    Shell.mustRun(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=mx.example.org",
        "-addext",
        "subjectAltName=DNS:mx.example.org",
        "-keyout",
        home + "/key.pem",
        "-out",
        home + "/certificate.pem");
  }

  @AfterAll
  void end() throws Exception {
    for (Process process : new Process[] {rsyslogd, daemon}) {
      if (process != null) {
        process.destroyForcibly().waitFor();
      }
    }
    site.close();
  }

  @Test
  void oneAttemptToldFourTimesCountsOnce() {
    Shell.await("the log so far to be read", () -> readBytes() == site.log().toFile().length());
    long joined = status().path("joined").asLong();
    long events = status().path("events").asLong();
    assertThat(site.attack("monday")).startsWith("-ERR");
    Shell.await("all to be read", () -> status().path("events").asLong() - events >= 4);
    assertThat(status().path("joined").asLong() - joined).isEqualTo(3);
    assertThat(site.redoubt("why", ATTACKER).output()).containsOnlyOnce("monday,");
    assertThat(status().path("unknown").asLong()).isZero();
  }

  @Test
  void rsyslogsMessagesAreUnderstood() {
    log("auth.info", "sshd[12]", "Failed password for root from 203.0.113.7 port 4711 ssh2");
    log("mail.info", "pop3d", "LOGIN FAILED, user=monroe, ip=[::ffff:203.0.113.8]");
    log("local5.info", "pop3d", "LOGIN FAILED, user=montana, ip=[::ffff:203.0.113.9]");
    Shell.await("what came by TLS", () -> knows("203.0.113.9", "montana"));
    Shell.await("what came by TCP", () -> knows("203.0.113.7", "root"));
    Shell.await("what came by the socket", () -> knows("203.0.113.8", "monroe"));
    assertThat(status().path("inputs").findValuesAsString("problem")).isEmpty();
    assertThat(status().path("inputs").findValuesAsString("input"))
        .anyMatch(input -> input.startsWith("syslog tcp 127.0.0.1"))
        .anyMatch(input -> input.startsWith("dovecot events http"))
        .anyMatch(input -> input.startsWith("syslog tls 127.0.0.1"))
        .hasSize(5);
  }

  private void log(String priority, String tag, String text) {
    String socket = site.home.resolve("devlog").toString();
    Shell.mustRun("logger", "-u", socket, "-p", priority, "-t", tag, text);
  }

  private long readBytes() {
    for (JsonNode input : status().path("inputs")) {
      if (input.path("input").asString().equals(site.log().toString())) {
        return input.path("read-bytes").asLong();
      }
    }
    return -1;
  }

  private boolean knows(String source, String account) {
    return site.redoubt("why", source).output().contains(account);
  }

  private JsonNode status() {
    return json.readTree(site.redoubt("status", "--json").output());
  }
}

package org.redoubt.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailLogsTest {
  @TempDir Path root;

  @Test
  void findsTheLogsThatAreThere() throws IOException {
    make("var/log/mail.log");
    make("var/log/dovecot-info.log");
    assertThat(MailLogs.find(root))
        .isInstanceOfSatisfying(
            MailLogs.Found.Logs.class,
            found ->
                assertThat(found.patterns())
                    .containsExactly(
                        root.resolve("var/log/mail.log").toString(),
                        root.resolve("var/log/dovecot*.log").toString()));
  }

  @Test
  void takesTheJournalWhereThereAreNoLogs() throws IOException {
    Files.createDirectories(root.resolve("run/log/journal"));
    assertThat(MailLogs.find(root)).isEqualTo(new MailLogs.Found.Journal());
    make("var/log/exim4/mainlog");
    assertThat(MailLogs.find(root)).isInstanceOf(MailLogs.Found.Logs.class);
  }

  @Test
  void saysWhereItLooked() {
    assertThat(MailLogs.find(root))
        .isInstanceOfSatisfying(
            MailLogs.Found.Nothing.class,
            nothing ->
                assertThat(nothing.tried()).contains(root.resolve("var/log/maillog").toString()));
  }

  @Test
  void looksNowhereWhereTheSettingsNameWhatToRead() throws IOException {
    make("var/log/mail.log");
    IntakeSettings usual = IntakeSettings.DEFAULTS;
    assertThat(MailLogs.of(usual, root)).isEqualTo(MailLogs.find(root));
    assertThat(MailLogs.of(usual.withLogs(List.of("/x", "journal")), root))
        .isEqualTo(new MailLogs.Found.Logs(List.of("/x", "journal")));
    List<InetSocketAddress> somewhere = List.of(new InetSocketAddress(5514));
    SyslogSettings syslog =
        new SyslogSettings(somewhere, List.of(), List.of(), "", "", "", List.of(), 1);
    assertThat(
            MailLogs.of(new IntakeSettings(List.of(), 1, 1, syslog, usual.dovecotEvents()), root))
        .isEqualTo(new MailLogs.Found.Logs(List.of()));
  }

  private void make(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }
}

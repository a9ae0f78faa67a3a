package org.redoubt.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private void make(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }
}

package org.redoubt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FormatsCommandTest {
  private static final String MINE =
      """
      name = "courier"
      title = "Courier, as I have it"
      versions = "mine"
      [[program]]
      tags = { pop3d = "pop3" }
      [[program.line]]
      outcome = "success"
      templates = ["{account} in"]
      """;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void listsWhatIsKnown() {
    assertThat(run("--formats", folder.toString())).isZero();
    assertThat(out.toString().lines())
        .anySatisfy(line -> assertThat(line).matches("dovecot +Dovecot .* 0\\.99 to 2\\.4"))
        .anySatisfy(line -> assertThat(line).startsWith("zimbra "));
  }

  @Test
  void showsOneFormat() {
    assertThat(run("exim", "--formats", folder.toString())).isZero();
    assertThat(out.toString()).contains("tags      exim*", "own file  yes");
    assertThat(run("exim5", "--formats", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("no format 'exim5'; known are assp, ");
  }

  @Test
  void givesJson() {
    assertThat(run("--json", "nginx", "--formats", folder.toString())).isZero();
    JsonNode node = new JsonMapper().readTree(out.toString()).get(0);
    assertThat(node.path("name").asString()).isEqualTo("nginx");
    assertThat(node.path("own_file").asBoolean()).isTrue();
    assertThat(node.path("shapes").asInt()).isPositive();
  }

  @Test
  void takesMyOwnFormatForOurs() throws IOException {
    Files.writeString(folder.resolve("courier.toml"), MINE);
    Path inner = Files.createDirectory(folder.resolve("popserv"));
    Files.writeString(inner.resolve("format.toml"), MINE.replace("courier", "popserv"));
    assertThat(run("--formats", folder.toString())).isZero();
    assertThat(out.toString().lines())
        .anySatisfy(line -> assertThat(line).matches("courier +Courier, as I have it +mine"))
        .anySatisfy(line -> assertThat(line).startsWith("popserv"))
        .noneSatisfy(line -> assertThat(line).startsWith("courier ").contains("POP3 servers"));
  }

  @Test
  void refusesAFormatWithMistakes() throws IOException {
    Path file = folder.resolve("x.toml");
    Files.writeString(file, MINE.replace("{account}", "{name}"));
    assertThat(run("--formats", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains(file + ":8:15: '{name}' is no field");
  }

  private int run(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "formats";
    System.arraycopy(words, 0, all, 1, words.length);
    CommandLine line = Redoubt.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(all);
  }
}

package org.redoubt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.replay.Contender;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class ReplayCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void listsAttacksAndMishaps() {
    assertThat(run("simulate", "--list")).isZero();
    assertThat(out.toString()).contains("A9b ", "residential", "mishaps", "outage");
  }

  @Test
  void whatOneWritesTheOtherReads() throws IOException {
    String trace = simulated("--attacks", "A2a", "--size", ".01");
    assertThat(run("replay", trace, "--json")).isZero();
    JsonNode policies = new ObjectMapper().readTree(out.toString()).get("policies");
    assertThat(policies.propertyNames()).containsExactlyElementsOf(Contender.labels());
    for (JsonNode policy : policies) {
      assertThat(policy.get("labels").get("A2a").get("attempts").asInt()).isEqualTo(173);
    }
  }

  @Test
  void readsLogsOfEachServer() throws IOException {
    for (String server : new String[] {"dovecot", "courier", "postfix"}) {
      out.getBuffer().setLength(0);
      String log = simulated("--attacks", "A2a", "--size", ".01", "--as", server);
      assertThat(run("replay", log, "--policy", "none", "--json")).isZero();
      JsonNode none = new ObjectMapper().readTree(out.toString()).get("policies").get("none");
      assertThat(none.get("labels").get("guessing-presumed").get("attempts").asInt())
          .as(server)
          .isGreaterThanOrEqualTo(173);
    }
  }

  @Test
  void aListOfAccountsTellsWhichGuessesCount() throws IOException {
    Path accounts = folder.resolve("accounts");
    String trace = simulated("--attacks", "A2a", "--accounts-to", accounts.toString());
    assertThat(accounts).content().hasLineCount(24);
    assertThat(run("replay", trace, "--accounts", accounts.toString())).isZero();
    assertThat(out.toString()).doesNotContain("--accounts FILE tells");
  }

  @Test
  void writesAPage() throws IOException {
    Path page = folder.resolve("page.html");
    String trace = simulated("--attacks", "A9b", "--size", ".1");
    assertThat(run("replay", trace, "--html", page.toString())).isZero();
    assertThat(page).content().contains("<h2>A9b</h2>", "fail2ban-strict", "<svg ");
  }

  @Test
  void aSettingsFileIsAPolicyToo() throws IOException {
    Path settings = Files.writeString(folder.resolve("mine.toml"), "[detect]\nthreshold = 30.0\n");
    String trace = simulated("--attacks", "A1", "--size", ".01");
    assertThat(run("replay", trace, "--policy", settings.toString(), "--policy", "redoubt-log"))
        .isZero();
    assertThat(out.toString()).contains("mine.toml", "redoubt-log");
  }

  @Test
  void whatTheSettingsAllowIsNotBanned() throws IOException {
    Path settings =
        Files.writeString(folder.resolve("mine.toml"), "[run]\nallow = [\"0.0.0.0/0\"]\n");
    String trace = simulated("--attacks", "A1", "--size", ".01");
    assertThat(banned("A1", "replay", trace, "--json", "--policy", "redoubt-log")).isPositive();
    assertThat(banned("A1", "replay", trace, "--json", "--policy", settings.toString())).isZero();
    String config = settings.toString();
    assertThat(
            banned("A1", "replay", trace, "--json", "--policy", "redoubt-log", "--config", config))
        .isZero();
  }

  private int banned(String label, String... words) {
    out.getBuffer().setLength(0);
    assertThat(run(words)).as(err.toString()).isZero();
    JsonNode policies = new ObjectMapper().readTree(out.toString()).get("policies");
    JsonNode only = policies.iterator().next();
    return only.get("labels").get(label).get("sources-banned").asInt();
  }

  @Test
  void readsArchivesInAnyOrder() throws IOException {
    String log = simulated("--attacks", "A2a", "--size", ".01", "--as", "dovecot");
    List<String> lines = Files.readAllLines(Path.of(log));
    Path begin = folder.resolve("mail.log.1.gz");
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(begin))) {
      gzip.write(String.join("\n", lines.subList(0, 100)).getBytes(StandardCharsets.UTF_8));
    }
    Path end = Files.write(folder.resolve("mail.log"), lines.subList(100, lines.size()));
    assertThat(run("replay", log, "--policy", "redoubt-log", "--json")).isZero();
    String whole = out.toString();
    out.getBuffer().setLength(0);
    assertThat(run("replay", "--policy", "redoubt-log", "--json", end.toString(), begin.toString()))
        .isZero();
    assertThat(out.toString()).isEqualTo(whole);
  }

  @Test
  void scanDecidesByTheSettings() throws IOException {
    String log = simulated("--attacks", "A1", "--size", ".01", "--as", "dovecot");
    assertThat(run("scan", log, "--json")).isZero();
    assertThat(decisions()).contains("ban");
    out.getBuffer().setLength(0);
    Path settings =
        Files.writeString(folder.resolve("mine.toml"), "[run]\nallow = [\"0.0.0.0/0\"]\n");
    assertThat(run("scan", log, "--json", "--config", settings.toString())).isZero();
    assertThat(decisions()).contains("spared").doesNotContain("ban");
  }

  private List<String> decisions() {
    return new ObjectMapper()
        .readTree(out.toString())
        .get("decisions")
        .valueStream()
        .map(decision -> decision.get("kind").asString())
        .toList();
  }

  @Test
  void saysWhatCannotBeUsed() throws IOException {
    String trace = simulated();
    assertThat(run("replay", trace, "--policy", "magic")).isEqualTo(2);
    assertThat(err.toString())
        .contains("there is no policy or settings file magic; there are none");
    assertThat(run("simulate", "--attacks", "A99")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no A99; there are A1, A1v");
    assertThat(run("replay", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("none: no such file");
    assertThat(run("simulate", "--users", "1")).isEqualTo(2);
    assertThat(err.toString()).contains("needs 24 users");
  }

  @Test
  void aBadLineIsNamed() throws IOException {
    Path trace = folder.resolve("bad.jsonl");
    Files.writeString(trace, "{\"at\":1,\"source\":\"::1\",\"outcome\":\"perhaps\"}\n");
    assertThat(run("replay", trace.toString())).isEqualTo(2);
    assertThat(err.toString()).contains(trace + ":1: found outcome perhaps, expected success");
  }

  private String simulated(String... more) {
    Path file = folder.resolve("simulated");
    String[] words = {
      "simulate", "--users", "24", "--quiet", "0", "--days", "1", "--to", file.toString()
    };
    CommandLine line = commandLine();
    String[] all = new String[words.length + more.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    assertThat(line.execute(all)).as(err.toString()).isZero();
    return file.toString();
  }

  private int run(String... words) {
    return commandLine().execute(words);
  }

  private CommandLine commandLine() {
    CommandLine line = Redoubt.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line;
  }
}

package org.redoubt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void everyCommandHasHelpWithExamplesAndExitCodes() {
    Redoubt.commandLine()
        .getSubcommands()
        .forEach((name, command) -> {
          if (!command.getCommandSpec().usageMessage().hidden()) {
            assertThat(command.getUsageMessage())
                .as(name)
                .contains("Examples:", "  redoubt " + name, "Exit codes:", "--help");
          }
        });
  }

  @Test
  void makesNoOtherCommandReadyThanTheOneNamed() {
    for (String name : Redoubt.commandLine().getSubcommands().keySet()) {
      assertThat(Redoubt.commandLineFor(name, "--help").getSubcommands()).containsOnlyKeys(name);
    }
    assertThat(Redoubt.commandLineFor("--help").getSubcommands()).containsKeys("run", "status");
  }

  @Test
  void saysInOneLineThatNoDaemonRuns() {
    assertThat(run("status", "--state", folder.toString())).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "redoubt: no daemon runs with the state folder "
                + folder
                + "; start it with: redoubt run\n");
  }

  @Test
  void refusesWordsThatMeanNothing() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("bann")).isEqualTo(2);
    assertThat(run("ban", "mail.example.org")).isEqualTo(2);
    assertThat(err.toString()).contains("\"mail.example.org\" is not an address or prefix");
    assertThat(run("ban", "192.0.2.1", "--for", "ever")).isEqualTo(2);
    assertThat(run("allow")).isEqualTo(2);
    assertThat(run("lift", "mail.example.org", "--state", folder.toString())).isEqualTo(2);
  }

  @Test
  void checkTellsMistakesInTheSettings() throws Exception {
    Path file = Files.writeString(folder.resolve("c.toml"), "[run]\nwacth = true\n");
    assertThat(run("check", "--config", file.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains(file + ":2:1: unknown key \"wacth\"; did you mean \"watch\"?");
  }

  @Test
  void tellsOfAttacksThatWouldNeverBegin() {
    String trace = folder.resolve("trace").toString();
    assertThat(
            run(
                "simulate",
                "--users",
                "24",
                "--quiet",
                "1",
                "--days",
                "2",
                "--every",
                "2d",
                "--attacks",
                "A2c,A1",
                "--to",
                trace))
        .isZero();
    assertThat(err.toString()).contains("A1 would begin after the end").doesNotContain("A2c");
  }

  private int run(String... words) {
    CommandLine line = Redoubt.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(words);
  }
}

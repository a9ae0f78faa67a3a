package org.redoubt.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program. */
@Command(
    name = "redoubt",
    description = "Keeps password guessers out of POP3, IMAP and SMTP servers.",
    versionProvider = Redoubt.Version.class,
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  redoubt run                       guard this machine, until stopped",
      "  redoubt status                    what the running daemon sees and does",
      "  redoubt COMMAND --help            more on a command, with examples",
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed, or not found", "2:wrong usage, or unreadable input"})
public final class Redoubt implements Runnable {
  /** In the order of the help. */
  private static final List<Class<?>> COMMANDS =
      List.of(
          RunCommand.class,
          ScanCommand.class,
          ParseCommand.class,
          ReplayCommand.class,
          SimulateCommand.class,
          LearnCommand.class,
          StatusCommand.class,
          BansCommand.class,
          WhyCommand.class,
          BanCommand.class,
          LiftCommand.class,
          AllowCommand.class,
          LockCommand.class,
          UnlockCommand.class,
          PanicCommand.class,
          CalmCommand.class,
          CheckCommand.class,
          DoctorCommand.class,
          FormatsCommand.class,
          TrainCommand.class);

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(commandLineFor(args).execute(args));
  }

  /** The commands, ready to be given words. */
  public static CommandLine commandLine() {
    return commandLine(COMMANDS);
  }

  /** The same for these words: of the commands only the one they name, where they name one. */
  static CommandLine commandLineFor(String... words) {
    List<Class<?>> named =
        COMMANDS.stream()
            .filter(type -> words.length > 0 && type.getSimpleName().equals(typeName(words[0])))
            .toList();
    return commandLine(named.isEmpty() ? COMMANDS : named);
  }

  private static String typeName(String command) {
    return command.isEmpty()
        ? ""
        : Character.toUpperCase(command.charAt(0)) + command.substring(1) + "Command";
  }

  private static CommandLine commandLine(List<Class<?>> commands) {
    CommandLine line = new CommandLine(new Redoubt());
    commands.forEach(line::addSubcommand);
    line.setExecutionExceptionHandler((e, at, parsed) -> failed(e, at));
    line.getSubcommands().values().forEach(Redoubt::describe);
    return line;
  }

  private static int failed(Exception e, CommandLine at) throws Exception {
    if (e instanceof Failure failure) {
      at.getErr().println("redoubt: " + failure.getMessage());
      at.getErr().flush();
      return failure.exitCode();
    }
    throw e;
  }

  /** What every command's help has in common. */
  private static void describe(CommandLine command) {
    var usage = command.getCommandSpec().usageMessage();
    usage.footerHeading("%nExamples:%n");
    usage.exitCodeListHeading("%nExit codes:%n");
    usage.exitCodeList(
        CommandLine.Model.UsageMessageSpec.keyValuesMap(
            "0:done", "1:failed, or not found", "2:wrong usage, or unreadable input"));
    command.getCommandSpec().mixinStandardHelpOptions(true);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do");
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Redoubt.class.getPackage().getImplementationVersion();
      return new String[] {"redoubt " + (version == null ? "(not from a jar)" : version)};
    }
  }
}

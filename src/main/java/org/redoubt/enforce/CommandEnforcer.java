package org.redoubt.enforce;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.redoubt.net.Prefix;

/**
 * Calls a command for each ban and each lift. The arguments are a list and no shell reads them;
 * {@code {prefix}}, {@code {address}}, {@code {length}}, {@code {family}} (4 or 6), {@code
 * {seconds}} and {@code {until}} (0 and {@code never} for a ban without end) in them are replaced.
 *
 * <p>A command may be called again for what it has done already, and must bear it. Bans that end by
 * themselves are lifted when {@code apply} is called, be it with nothing to change.
 */
public final class CommandEnforcer implements Enforcer {
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)\\}");
  private static final Set<String> KNOWN =
      Set.of("prefix", "address", "length", "family", "seconds", "until");

  private final List<String> banCommand;
  private final List<String> liftCommand;
  private final Wanted wanted = new Wanted();

  /**
   * Commands to be called.
   *
   * @param ban for each ban
   * @param lift for each lift, and for each ban that has ended
   */
  public record Settings(List<String> ban, List<String> lift) {
    public Settings {
      checked(ban);
      checked(lift);
    }
  }

  CommandEnforcer(Settings settings) {
    this(settings.ban, settings.lift);
  }

  public CommandEnforcer(List<String> banCommand, List<String> liftCommand) {
    this.banCommand = checked(banCommand);
    this.liftCommand = checked(liftCommand);
  }

  private static List<String> checked(List<String> command) {
    for (String argument : Program.checked(command)) {
      PLACE
          .matcher(argument)
          .results()
          .filter(place -> !KNOWN.contains(place.group(1)))
          .forEach(place -> {
            throw new IllegalArgumentException(
                "unknown " + place.group() + " in a command; known are " + KNOWN);
          });
    }
    return List.copyOf(command);
  }

  @Override
  public String name() {
    return "command " + banCommand.getFirst();
  }

  /**
   * Bans all of these anew, and lifts those that this object banned and that are not among them.
   */
  @Override
  public synchronized void restore(Collection<Change.Ban> bans, long nowMillis) throws IOException {
    apply(List.of(), nowMillis);
    Set<Prefix> kept = bans.stream().map(Change.Ban::prefix).collect(Collectors.toSet());
    List<Change> changes = new ArrayList<>();
    for (Change.Ban before : wanted.bans(nowMillis)) {
      if (!kept.contains(before.prefix())) {
        changes.add(new Change.Lift(before.prefix()));
      }
    }
    changes.addAll(bans);
    apply(changes, nowMillis);
  }

  @Override
  public synchronized void apply(List<Change> changes, long nowMillis) throws IOException {
    List<Change> all = new ArrayList<>();
    wanted.ended(nowMillis).forEach(prefix -> all.add(new Change.Lift(prefix)));
    all.addAll(changes);
    for (Change change : all) {
      run(change, nowMillis);
      wanted.apply(List.of(change), nowMillis);
    }
  }

  private void run(Change change, long nowMillis) throws IOException {
    boolean ban = change instanceof Change.Ban b && b.untilMillis() > nowMillis;
    List<String> command =
        (ban ? banCommand : liftCommand)
            .stream().map(argument -> filled(argument, change, nowMillis)).toList();
    Program.run(command, "");
  }

  private static String filled(String argument, Change change, long nowMillis) {
    return PLACE.matcher(argument).replaceAll(place -> value(place.group(1), change, nowMillis));
  }

  private static String value(String name, Change change, long nowMillis) {
    Prefix prefix = change.prefix();
    long until = change instanceof Change.Ban ban ? ban.untilMillis() : nowMillis;
    boolean never = until == Change.FOREVER;
    return switch (name) {
      case "prefix" -> prefix.toString();
      case "address" -> prefix.base().toString();
      case "length" -> String.valueOf(prefix.length());
      case "family" -> prefix.base().isV4() ? "4" : "6";
      case "seconds" -> never ? "0" : String.valueOf(Math.max(0, (until - nowMillis + 999) / 1000));
      case "until" -> never ? "never" : Instant.ofEpochMilli(until).toString();
      default -> throw new IllegalStateException(name);
    };
  }

  @Override
  public synchronized void flush() throws IOException {
    restore(List.of(), 0);
  }

  @Override
  public void close() {}
}

package org.redoubt.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.redoubt.audit.AuditSettings;
import org.redoubt.decide.DecideSettings;
import org.redoubt.detect.DetectSettings;
import org.redoubt.enforce.AccessSettings;
import org.redoubt.enforce.EnforceSettings;
import org.redoubt.enforce.GreylistSettings;
import org.redoubt.enforce.LimitsSettings;
import org.redoubt.enforce.LockSettings;
import org.redoubt.intake.IntakeSettings;
import org.redoubt.repute.ReputeSettings;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/** All settings; each component is the section of its name. */
public record Config(
    RunSettings run,
    IntakeSettings intake,
    DetectSettings detect,
    DecideSettings decide,
    EnforceSettings enforce,
    ReputeSettings repute,
    LimitsSettings limits,
    GreylistSettings greylist,
    AccessSettings access,
    LockSettings lock,
    AuditSettings audit) {

  /** What holds when nothing is set. */
  public static Config defaults() {
    return new Config(
        RunSettings.defaults(),
        IntakeSettings.DEFAULTS,
        DetectSettings.defaults(),
        DecideSettings.defaults(),
        EnforceSettings.DEFAULT,
        ReputeSettings.DEFAULTS,
        LimitsSettings.DEFAULTS,
        GreylistSettings.DEFAULTS,
        AccessSettings.DEFAULTS,
        LockSettings.DEFAULTS,
        AuditSettings.DEFAULTS);
  }

  /** The settings of a file. */
  public static Config read(Path file) throws BadSettings {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw unreadable(file, "there is no such file");
    } catch (MalformedInputException e) {
      throw unreadable(file, "is not UTF-8 text");
    } catch (IOException e) {
      throw unreadable(file, "cannot be read: " + e.getMessage());
    }
  }

  /** The settings of a text; {@code file} is only for messages. */
  public static Config parse(String file, String text) throws BadSettings {
    TomlParseResult toml = Toml.parse(text);
    if (toml.hasErrors()) {
      throw new BadSettings(
          toml.errors().stream()
              .map(e -> new Problem(file, e.position().line(), e.position().column(), message(e)))
              .toList());
    }
    return Binder.bind(file, toml, defaults());
  }

  private static String message(Throwable error) {
    return String.valueOf(error.getMessage()).lines().findFirst().orElse("not TOML");
  }

  private static BadSettings unreadable(Path file, String why) {
    return new BadSettings(List.of(new Problem(file.toString(), 0, 0, why)));
  }
}

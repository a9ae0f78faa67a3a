package org.redoubt.cli;

import java.time.Duration;
import org.redoubt.config.DurationText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A length of time on the command line. */
final class Length implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    Duration duration = DurationText.parse(text);
    if (duration == null) {
      throw new TypeConversionException("\"" + text + "\" is not " + DurationText.FORM);
    }
    return duration;
  }
}

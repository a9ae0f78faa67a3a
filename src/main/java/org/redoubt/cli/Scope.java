package org.redoubt.cli;

import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An address or prefix on the command line. */
final class Scope implements ITypeConverter<Prefix> {
  static final Prefix NONE = new Address(0, 0).alone();

  @Override
  public Prefix convert(String text) {
    Prefix prefix = Prefix.parse(text);
    if (prefix == null) {
      throw new TypeConversionException(
          "\"" + text + "\" is not an address or prefix such as 192.0.2.1 or 2001:db8::/48");
    }
    return prefix;
  }
}

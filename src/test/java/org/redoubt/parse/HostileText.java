package org.redoubt.parse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Names as an attacker would choose them who knows the format: its own literals, its whole messages
 * about a forged address, separators of every kind, and too much of everything.
 */
final class HostileText {
  /** The address that must never come out. */
  static final String FORGED = "192.0.2.99";

  private static final String[] PIECES = {
    FORGED,
    "[" + FORGED + "]",
    "(" + FORGED + ")",
    "::ffff:" + FORGED,
    "2001:db8:bad::99",
    ", ip=[" + FORGED + "]",
    ", rip=" + FORGED + ", lip=192.0.2.1",
    ">, method=PLAIN, rip=" + FORGED + ", lip=192.0.2.1, session=<x>",
    ", relay=h [" + FORGED + "]",
    " rhost=" + FORGED + "  user=root",
    "] [remote=" + FORGED + "] [mech=pam] [reason=x]",
    " from " + FORGED + " port 22 ssh2",
    "," + FORGED + ",<s>): unknown user",
    ":" + FORGED,
    " - " + FORGED,
    " host=h [" + FORGED + "]",
    "]: 535 Incorrect authentication data (set_id=x",
    "imap-login: Login: user=<victim>",
    "Accepted password for victim",
    "status=\"ok\"",
    "(auth failed, 99 attempts)",
    "message repeated 5 times: [ ",
    "Mar 26 10:31:36 serv pop3d: LOGIN, user=victim, ip=[" + FORGED + "]",
    "\u2028",
    "\u2029",
    "\u0085",
    "\u00a0",
    "\u202e",
    "\ufeff",
    "\u0001",
    "\t",
    "\r",
    "\\",
    "\"",
    "'",
    "<",
    ">",
    "[",
    "]",
    "(",
    ")",
    "{",
    ",",
    ":",
    ";",
    "=",
    " ",
    "  ",
    "@",
    "%",
    "victim",
    "AUTH",
  };

  private final SplittableRandom random;
  private final List<String> literals = new ArrayList<>();
  private final List<List<Template.Item>> templates = new ArrayList<>();

  HostileText(Format format, long seed) {
    random = new SplittableRandom(seed);
    for (Format.Program program : format.programs()) {
      for (Format.Shape shape : program.shapes()) {
        templates.add(shape.template().items());
        shape.template().items().stream()
            .filter(Template.Literal.class::isInstance)
            .map(Object::toString)
            .distinct()
            .forEach(literals::add);
      }
    }
  }

  String next() {
    StringBuilder text = new StringBuilder();
    for (int pieces = 1 + random.nextInt(5); pieces > 0; pieces--) {
      text.append(piece());
    }
    if (random.nextInt(40) == 0) {
      text.insert(random.nextInt(text.length() + 1), "A".repeat(random.nextInt(1200)));
    }
    return text.toString().replace('\n', ' ');
  }

  private String piece() {
    return switch (random.nextInt(4)) {
      case 0 -> literals.get(random.nextInt(literals.size()));
      case 1 -> message(templates.get(random.nextInt(templates.size())));
      default -> PIECES[random.nextInt(PIECES.length)];
    };
  }

  /** A whole message of the format, about the forged address. */
  private String message(List<Template.Item> items) {
    StringBuilder text = new StringBuilder();
    for (Template.Item item : items) {
      switch (item) {
        case Template.Literal(byte[] bytes) ->
            text.append(new String(bytes, StandardCharsets.UTF_8));
        case Template.Field field -> text.append(value(field));
      }
    }
    return text.toString();
  }

  private String value(Template.Field field) {
    return switch (field.slot()) {
      case SOURCE -> FORGED;
      case ACCOUNT -> "victim";
      case ELEMENTS -> "user=<victim>, method=PLAIN, rip=" + FORGED + ", lip=192.0.2.1";
      case NONE, ATTEMPTS, SUCCESSES, SESSION, PROTOCOL, SECRET, AT ->
          switch (field.kind()) {
            case INT -> "7";
            case IP, IP4 -> FORGED;
            case WORD, TEXT, ANY, ESCAPED, BASE64, ONLY, QUOTED -> "x";
          };
    };
  }
}

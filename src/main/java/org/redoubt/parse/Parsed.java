package org.redoubt.parse;

import org.redoubt.event.AuthEvent;

/** What was understood of one line. */
public sealed interface Parsed {

  /** A login attempt, by the template of this format. */
  record Event(AuthEvent event, Rule rule) implements Parsed {}

  /** Known and not about a login, or of a program that is none of ours ({@code format} empty). */
  record Ignored(String format) implements Parsed {}

  /** Of a known program, but no template of its formats fits: the format may have changed. */
  record Unknown(String format) implements Parsed {}

  /** Damaged, or written to deceive: says why. */
  record Malformed(String why) implements Parsed {}

  Ignored FOREIGN = new Ignored("");
  Malformed NO_STAMP = new Malformed("no time stamp at its beginning");
  Malformed FORGED = new Malformed("two places could hold the address");
  Malformed IMPOSTOR = new Malformed("the journal names another writer than the line");
  Malformed OVERLONG = new Malformed("so long that the true address may be cut off");
  Malformed PIECE = new Malformed("a piece of a message that was broken in two");
  Malformed TANGLED = new Malformed("made to be read in too many ways");
  Malformed NO_DATE = new Malformed("a time stamp that is no date");
}

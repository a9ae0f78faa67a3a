package org.redoubt.enforce;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.redoubt.event.Account;

/**
 * The accounts that are locked, as a passwd-file for a Dovecot {@code passdb} with {@code deny =
 * yes}: one name a line. Dovecot reads it again when it has changed.
 *
 * <p>Names come from attackers. One that passwd-file cannot hold (a colon, a blank, a control
 * character, a leading {@code #}) is nobody's account and is left out.
 */
public record DenyFile(Path path) {

  /** Makes exactly these accounts locked; the file is replaced as a whole. */
  public void write(Collection<Account> locked) throws IOException {
    String text =
        locked.stream()
            .filter(DenyFile::canHold)
            .map(Account::name)
            .collect(Collectors.toCollection(TreeSet::new))
            .stream()
            .map(name -> name + ":\n")
            .collect(Collectors.joining());
    new AtomicFile(path).write(text);
  }

  /** Whether it can be the name of a line. */
  public static boolean canHold(Account account) {
    String name = account.name();
    return !name.isEmpty()
        && name.charAt(0) != '#'
        && name.codePoints()
            .noneMatch(c ->
                c == ':'
                    || Character.isISOControl(c)
                    || Character.isWhitespace(c)
                    || Character.isSpaceChar(c));
  }
}

package org.redoubt.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.redoubt.decide.DecideSettings;
import org.redoubt.decide.Judge;
import org.redoubt.detect.DetectSettings;
import org.redoubt.detect.Detector;
import org.redoubt.detect.HashKey;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;

final class TallyTest {
  private static final int EVENTS = 20_000;
  private static final int SOURCES = 3_000;
  private static final int ACCOUNTS = 1_500;
  private static final HashKey KEY = new HashKey(1, 2);

  private final Tally tally = new Tally();
  private final Map<Address, Set<Account>> accountsOf = new HashMap<>();
  private final Map<Account, Set<Address>> sourcesOf = new HashMap<>();
  private final Map<Address, Long> attempts = new HashMap<>();
  private final Map<Address, Long> lastMillis = new HashMap<>();

  @Test
  void countsManySourcesAndAccountsAsMapsDo() {
    Random random = new Random(7);
    for (int i = 0; i < EVENTS; i++) {
      failed(
          Address.v4(0x0a00_0000 + random.nextInt(SOURCES)),
          Account.of("name" + random.nextInt(ACCOUNTS)),
          random.nextInt(1_000_000),
          1 + random.nextInt(3));
    }
    tally.finish(
        new Judge(new Detector(DetectSettings.defaults(), KEY), DecideSettings.defaults(), KEY));

    assertThat(tally.sources()).hasSize(attempts.size());
    for (SourceTally source : tally.sources()) {
      assertThat(source.attempts()).isEqualTo(attempts.get(source.source()));
      assertThat(accountsOf.get(source.source())).hasSize(source.accounts());
      assertThat(source.lastMillis()).isEqualTo(lastMillis.get(source.source()));
      assertThat(source.protocols()).containsExactly(Protocol.IMAP);
    }
    assertThat(tally.accounts()).hasSize(sourcesOf.size());
    for (AccountTally account : tally.accounts()) {
      assertThat(sourcesOf.get(account.account())).hasSize(account.sources());
    }
  }

  private void failed(Address source, Account account, long atMillis, int tries) {
    tally.count(
        new AuthEvent(
            atMillis,
            Protocol.IMAP,
            Outcome.WRONG_PASSWORD,
            source,
            account,
            tries,
            AuthEvent.NO_SESSION,
            AuthEvent.NO_FINGERPRINT));
    accountsOf.computeIfAbsent(source, s -> new HashSet<>()).add(account);
    sourcesOf.computeIfAbsent(account, a -> new HashSet<>()).add(source);
    attempts.merge(source, (long) tries, Long::sum);
    lastMillis.merge(source, atMillis, Math::max);
  }
}

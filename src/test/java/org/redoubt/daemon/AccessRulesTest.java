package org.redoubt.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.audit.AuditStore;
import org.redoubt.enforce.AccessSettings;
import org.redoubt.enforce.Admission.Access;
import org.redoubt.enforce.Admission.Access.Stage;
import org.redoubt.net.Address;

/** An admin does not lock himself out, and a restart does not open what was closed. */
class AccessRulesTest {
  private static final Set<Address> OFFICE = Set.of(Address.of("192.0.2.7"));
  private static final Set<Address> ELSEWHERE = Set.of(Address.of("203.0.113.5"));

  @TempDir Path folder;
  private AuditStore store;

  @BeforeEach
  void open() {
    store = AuditStore.open(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static List<Access> rules(Stage stage) throws Exception {
    return AccessSettings.rules(Map.of("imap", List.of("192.0.2.0/24")), stage, code -> null);
  }

  private AccessRules of(String written, Stage stage, Set<Address> admins) throws Exception {
    return AccessRules.of(written, rules(stage), admins, store, 1000);
  }

  private static Stage stage(AccessRules access) {
    return access.rules().getFirst().stage();
  }

  @Test
  void isNotSwitchedOnWhereAnAdminWouldBeCutOff() throws Exception {
    AccessRules refused = of("a", Stage.IN_FORCE, ELSEWHERE);
    assertThat(stage(refused)).isEqualTo(Stage.TRIAL);
    assertThat(refused.problem()).contains("203.0.113.5", "not switched on");
    assertThat(stage(of("a", Stage.IN_FORCE, OFFICE))).isEqualTo(Stage.IN_FORCE);
  }

  @Test
  void whatIsInForceStaysSoWhoeverIsLoggedInAtARestart() throws Exception {
    of("a", Stage.IN_FORCE, OFFICE);
    AccessRules again = of("a", Stage.IN_FORCE, ELSEWHERE);
    assertThat(stage(again)).isEqualTo(Stage.IN_FORCE);
    assertThat(again.problem()).isNull();
    assertThat(stage(of("other rules", Stage.IN_FORCE, ELSEWHERE))).isEqualTo(Stage.TRIAL);
  }

  @Test
  void aTrialCutsNobodyOff() throws Exception {
    AccessRules trial = of("a", Stage.TRIAL, ELSEWHERE);
    assertThat(stage(trial)).isEqualTo(Stage.TRIAL);
    assertThat(trial.problem()).isNull();
  }
}

package org.redoubt.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redoubt.audit.AuditStore;
import org.redoubt.config.Config;
import org.redoubt.config.FormatFolder;
import org.redoubt.decide.Decision;
import org.redoubt.decide.Judge;
import org.redoubt.detect.Detector;
import org.redoubt.detect.HashKey;
import org.redoubt.enforce.AccessSettings;
import org.redoubt.enforce.Admission;
import org.redoubt.event.AuthEvent;
import org.redoubt.intake.IntakeSettings;
import org.redoubt.net.Address;
import org.redoubt.parse.Formats;
import org.redoubt.repute.Repute;

/** The running program: every part, made and joined here and nowhere else. */
public final class Daemon implements AutoCloseable {
  private final AuditStore store;
  private final Mode mode;
  private final AuditWriter audit;
  private final Learned learned;
  private final Lanes lanes;
  private final @Nullable Doorkeeper doorkeeper;
  private final Enforcement enforcement;
  private final Guardian guardian;
  private final Intakes intakes;
  private final ControlServer control;
  private final Housekeeping housekeeping;
  private final Others others;
  private final Locks locks;

  /**
   * What to run.
   *
   * @param logs paths or globs to follow, or {@code journal}
   */
  public record Plan(Config config, StateFolder state, Mode mode, List<String> logs) {}

  /**
   * Starts everything; when this returns, earlier bans are in force and the logs are being read.
   *
   * @throws IOException when the state folder or the socket cannot be used
   * @throws org.redoubt.audit.AuditException when the store cannot be used
   */
  public static Daemon start(Plan plan) throws IOException, InterruptedException {
    plan.state().create();
    return new Daemon(plan, AuditStore.open(plan.state().path()), InstantSource.system());
  }

  private Daemon(Plan plan, AuditStore store, InstantSource clock)
      throws IOException, InterruptedException {
    this.store = store;
    this.mode = plan.mode();
    Config config = plan.config();
    long now = clock.millis();
    HashKey key = Secrets.hashKey(store, now);
    ListNews news = new ListNews();
    Path copies = plan.state().path().resolve("lists");
    Repute repute = Repute.start(config.repute(), copies, news, clock);
    Judge judge =
        Learned.recall(
            plan.state().path(),
            () -> new Judge(new Detector(config.detect(), key, repute), config.decide(), key));
    store.bansInForce(now, judge::restore);
    Allowances.recall(store, config.run().allow(), judge, now);
    Wanted wanted = new Wanted();
    judge.eachBan(now, wanted::ban);
    SshAdmins admins = SshAdmins.ofThisMachine();
    Protected guarded = new Protected(Protected::interfaceAddresses, admins::addresses, clock);
    Doorbell bell = new Doorbell();
    Panic panic = new Panic(store);
    AccessRules access = access(config, guarded, judge, store, now);
    CountryRules countries = new CountryRules(config.access(), config.repute(), access.rules());
    Admittance admittance = new Admittance(config, countries, guarded, panic);
    doorkeeper = Doorkeeper.of(mode.nftables(), admittance, bell, judge, clock);
    lanes = Lanes.start(mode, wanted, clock);
    enforcement = Enforcement.start(lanes.first(), wanted, clock);
    guardian = Guardian.start(mode, clock);
    audit = AuditWriter.start(store::write);
    Formats formats = FormatFolder.read(FormatFolder.USUAL);
    Announcer announcer = new Announcer(mode);
    Inquiry inquiry = new Inquiry(repute.zones(), judge, guarded, clock);
    Consumer<Decision> decided = announcer::tell;
    locks = new Locks(config.lock(), store, clock);
    Consumer<AuthEvent> seen = inquiry;
    Core core =
        new Core(
            formats,
            judge,
            guarded,
            wanted,
            audit,
            decided.andThen(bell::heard).andThen(locks),
            seen.andThen(bell::heard),
            clock);
    repute.zones().listen(core::reconsider);
    Spared spared = new Spared(core, guarded, clock);
    others =
        Others.start(
            repute,
            mode,
            config.enforce(),
            table -> ListBans.start(table, news::banned, spared, core, clock));
    learned = new Learned(core, plan.state().path());
    IntakeSettings wanting = config.intake().withLogs(plan.logs());
    intakes = Intakes.start(wanting, store.positions(), core, clock);
    List<Health.Part> parts = new ArrayList<>(others.parts());
    parts.add(new Health.Part("enforcement", enforcement::problem));
    parts.add(new Health.Part("enforcement", lanes::problem));
    parts.add(new Health.Part("enforcement", guardian::problem));
    parts.add(new Health.Part("firewall", () -> mode.leftovers(config.enforce())));
    String unkept = Doorkeeper.unkept(mode, admittance);
    parts.add(
        new Health.Part("admission", () -> doorkeeper == null ? unkept : doorkeeper.problem()));
    parts.add(new Health.Part("access", access::problem));
    parts.add(new Health.Part("access", countries::problem));
    parts.add(new Health.Part("bans", () -> core.ask(j -> j.question(clock.millis()))));
    parts.add(new Health.Part("locks", locks::problem));
    parts.add(new Health.Part("store", audit::problem));
    parts.add(new Health.Part("reading", intakes::problem));
    Health health = new Health(core::counts, core::unknowns, intakes::states, parts, clock);
    Status status =
        new Status(
            mode,
            () -> lanes.states(enforcement.problem()),
            guardian,
            plan.state(),
            now,
            core::counts,
            () -> wanted.running(clock.millis()),
            intakes::states,
            others::write,
            doorkeeper,
            health::hints);
    Allowances allowances = new Allowances(core, store, clock);
    housekeeping = Housekeeping.start(store, config.audit(), health::hints, learned::save, clock);
    Why why = new Why(core, others::said, store, clock);
    Lessons lessons = new Lessons(core, learned, clock);
    KernelView kernel = new KernelView(mode, core, guardian, lanes::writeAnew, clock);
    if (doorkeeper != null) {
      doorkeeper.start(core);
    }
    AccessTrial trial =
        new AccessTrial(store, guarded::admins, new CountryFile(config.repute()), clock);
    PanicButton panicButton = new PanicButton(core, panic, guarded, doorkeeper, clock);
    Map<String, Control> commands =
        Map.of(
            "status",
            (request, out) -> status.write(out),
            "real-bans",
            (request, out) -> kernel.write(out),
            "mend",
            (request, out) -> kernel.mend(out),
            "why",
            why::answer,
            "learn",
            lessons::answer,
            "access",
            trial::answer,
            "panic",
            panicButton::begin,
            "calm",
            (request, out) -> panicButton.end(out),
            "lock",
            locks::begin,
            "unlock",
            locks::end);
    control =
        ControlServer.open(
            plan.state().socket(), new Answers(core, allowances, others::origin, commands, clock));
  }

  private static AccessRules access(
      Config config, Protected guarded, Judge judge, AuditStore store, long nowMillis)
      throws IOException {
    AccessSettings settings = config.access();
    guarded.refresh();
    Set<Address> admins = new HashSet<>(guarded.admins());
    judge.allowed(nowMillis).forEach(allowed -> admins.removeIf(allowed.scope()::contains));
    String written = settings.trial() + " " + settings.entries();
    List<Admission.Access> rules = settings.rules(new CountryFile(config.repute()));
    return AccessRules.of(written, rules, admins, store, nowMillis);
  }

  /** Ends in order, so that everything read is stored; bans stay in force. */
  @Override
  public void close() throws IOException {
    try (store;
        audit;
        locks;
        learned;
        lanes;
        enforcement;
        guardian;
        others;
        intakes;
        doorkeeper;
        housekeeping;
        control) {
      LogLines.LOG.info("ending; bans stay in force");
    }
  }
}

package org.redoubt.daemon;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.redoubt.enforce.AccessSettings;
import org.redoubt.enforce.Admission;
import org.redoubt.repute.FileStamp;
import org.redoubt.repute.ReputeSettings;

/**
 * The rules of access as they follow the file of countries: when another stands at its path they
 * are made anew, each at the stage it had. Rules that cannot be made anew stay as they were. Made
 * anew by one thread.
 */
final class CountryRules {
  private final AccessSettings settings;
  private final ReputeSettings files;
  private List<Admission.Access> rules;
  private FileStamp read;
  private volatile @Nullable String problem;

  /**
   * @param rules as they were made of the file that is there now
   */
  CountryRules(AccessSettings settings, ReputeSettings files, List<Admission.Access> rules) {
    this.settings = settings;
    this.files = files;
    this.rules = List.copyOf(rules);
    this.read = stamp();
  }

  private FileStamp stamp() {
    return FileStamp.of(files.countryFile());
  }

  List<Admission.Access> rules() {
    return rules;
  }

  /** What hinders making them anew, or null. */
  @Nullable String problem() {
    return problem;
  }

  /** Looks at the file; takes seconds when it is another. */
  void renew() {
    FileStamp now = stamp();
    if (!settings.namesCountries() || now.equals(read)) {
      return;
    }
    read = now;
    try {
      List<Admission.Access> next = settings.rules(new CountryFile(files));
      Map<String, Admission.Access> before =
          rules.stream().collect(Collectors.toMap(Admission.Access::name, Function.identity()));
      rules = next.stream().map(rule -> asBefore(rule, before.get(rule.name()))).toList();
      problem = null;
      LogLines.LOG.info("the file of countries is another: access follows it");
    } catch (IOException e) {
      problem = "the countries stay as they were: " + e.getMessage();
      LogLines.LOG.warning(problem);
    }
  }

  private static Admission.Access asBefore(
      Admission.Access rule, Admission.@Nullable Access before) {
    return before == null ? rule : rule.at(before.stage());
  }
}

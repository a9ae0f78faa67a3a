package org.redoubt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The reading order of the packages, read from the compiled classes. */
class ArchitectureTest {
  /** Takes values, gives values: no clock, file, socket, thread or logger. */
  private static final List<String> CORE = List.of("net", "event", "parse", "detect", "decide");

  /** Each touches one part of the world; they know the core, not each other. */
  private static final List<String> EDGES =
      List.of(
          "intake",
          "enforce",
          "repute",
          "policy",
          "gate",
          "cluster",
          "audit",
          "notify",
          "report",
          "dashboard");

  /** Each may use all above it. */
  private static final List<String> ASSEMBLY =
      List.of("simulate", "replay", "scan", "config", "daemon", "cli");

  private static final Pattern OURS = Pattern.compile("org/redoubt/(\\w+)/");

  private static final Pattern FORBIDDEN_IN_CORE =
      Pattern.compile(
          "java/time/Clock|java/io/File.*|java/nio/file/.*|java/nio/channels/.*"
              + "|java/net/(?!InetAddress$|Inet4Address$|Inet6Address$).*"
              + "|java/lang/Thread.*|java/lang/Process.*|java/util/concurrent/(?!atomic/).*"
              + "|java/util/logging/.*|org/slf4j/.*|java/util/Random|java/security/SecureRandom"
              + "|java/sql/.*|java/util/Timer.*");

  private static final Set<String> FORBIDDEN_CALLS =
      Set.of(
          "java/lang/System.currentTimeMillis",
          "java/lang/System.nanoTime",
          "java/time/Instant.now",
          "java/time/LocalDateTime.now",
          "java/time/ZonedDateTime.now",
          "java/time/Year.now",
          "java/time/ZoneId.systemDefault",
          "java/lang/Math.random");

  private static final Pattern EMPTY_NAME =
      Pattern.compile(".*(Manager|Util|Utils|Helper|Impl|Processor|Service|Info|Data)");

  private final List<ClassModel> classes = read(Path.of("target/classes/org/redoubt"));

  @Test
  void everyPackageHasItsPlace() {
    assertThat(classes)
        .isNotEmpty()
        .allSatisfy(c -> assertThat(rank(packageOf(name(c)))).as(name(c)).isNotNegative());
  }

  @Test
  void nothingUsesWhatStandsBelowIt() {
    Set<String> wrong = new TreeSet<>();
    for (ClassModel model : classes) {
      String mine = packageOf(name(model));
      for (String used : usedPackages(model)) {
        boolean otherEdge = EDGES.contains(mine) && EDGES.contains(used) && !mine.equals(used);
        if (rank(used) > rank(mine) || otherEdge) {
          wrong.add(name(model) + " uses " + used);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void theCoreTouchesNothingOfTheWorld() {
    Set<String> wrong = new TreeSet<>();
    for (ClassModel model : classes) {
      if (!CORE.contains(packageOf(name(model)))) {
        continue;
      }
      for (PoolEntry entry : model.constantPool()) {
        if (entry instanceof ClassEntry type
            && FORBIDDEN_IN_CORE.matcher(type.asInternalName()).matches()) {
          wrong.add(name(model) + " uses " + type.asInternalName());
        }
        if (entry instanceof MemberRefEntry member) {
          String call = member.owner().asInternalName() + "." + member.name().stringValue();
          if (FORBIDDEN_CALLS.contains(call)) {
            wrong.add(name(model) + " calls " + call);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void typeNamesSayWhatTheyAre() {
    assertThat(classes).allSatisfy(c -> assertThat(name(c)).doesNotMatch(EMPTY_NAME));
  }

  @Test
  void everyPackageSaysWhatItIs() {
    assertThat(classes.stream().map(c -> packageOf(name(c))).distinct())
        .allSatisfy(
            p -> assertThat(Path.of("src/main/java/org/redoubt", p, "package-info.java")).exists());
  }

  private static int rank(String packageName) {
    List<String> order = new ArrayList<>(CORE);
    order.addAll(EDGES);
    order.addAll(ASSEMBLY);
    return order.indexOf(packageName);
  }

  private static String name(ClassModel model) {
    return model.thisClass().asInternalName();
  }

  private static String packageOf(String className) {
    Matcher matcher = OURS.matcher(className);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static Set<String> usedPackages(ClassModel model) {
    Set<String> used = new TreeSet<>();
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof Utf8Entry text) {
        Matcher matcher = OURS.matcher(text.stringValue());
        while (matcher.find()) {
          used.add(matcher.group(1));
        }
      }
    }
    return used;
  }

  private static List<ClassModel> read(Path top) {
    try (var walk = Files.walk(top)) {
      List<ClassModel> models = new ArrayList<>();
      for (Path file : walk.filter(f -> f.toString().endsWith(".class")).toList()) {
        models.add(ClassFile.of().parse(file));
      }
      return models;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Rewrites classes that were compiled for Java 5 as classes of Java 8, in the jars of a folder:
 * {@code Modernise FOLDER}. The JVM keeps only classes with stack maps in its start-up cache; others it loads and
 * checks anew at each start.
 */
class Modernise {
  private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

  public static void main(String[] args) throws IOException {
    List<Path> jars;
    try (var files = Files.list(Path.of(args[0]))) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
    for (Path jar : jars) {
      rewrite(jar);
    }
  }

  private static void rewrite(Path jar) throws IOException {
    try (JarFile old = new JarFile(jar.toFile())) {
      if (old.stream().noneMatch(entry -> isOld(old, entry))) {
        return;
      }
      Path fresh = jar.resolveSibling(jar.getFileName() + ".new");
      try (OutputStream file = Files.newOutputStream(fresh);
          JarOutputStream out = new JarOutputStream(file)) {
        copy(old, out);
      }
      Files.setLastModifiedTime(fresh, Files.getLastModifiedTime(jar));
      Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static boolean isOld(JarFile jar, JarEntry entry) {
    if (!entry.getName().endsWith(".class")) {
      return false;
    }
    try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
      in.skipNBytes(6);
      return in.readUnsignedShort() < FIRST_WITH_STACK_MAPS;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(JarFile old, JarOutputStream out) throws IOException {
    ClassHierarchyResolver types =
        ClassHierarchyResolver.ofResourceParsing(type -> resource(old, type))
            .orElse(ClassHierarchyResolver.defaultResolver());
    ClassFile classes =
        ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(types));
    for (JarEntry entry : old.stream().toList()) {
      JarEntry same = new JarEntry(entry.getName());
      same.setTimeLocal(entry.getTimeLocal());
      out.putNextEntry(same);
      byte[] content = old.getInputStream(entry).readAllBytes();
      out.write(isOld(old, entry) ? modern(classes, content) : content);
    }
  }

  private static byte[] modern(ClassFile classes, byte[] content) {
    MethodTransform writtenAnew = MethodTransform.transformingCode((out, element) -> out.with(element));
    ClassTransform asJava8 =
        (out, element) -> {
          switch (element) {
            case ClassFileVersion _ -> out.withVersion(ClassFile.JAVA_8_VERSION, 0);
            case MethodModel method -> out.transformMethod(method, writtenAnew);
            default -> out.with(element);
          }
        };
    return classes.transformClass(classes.parse(content), asJava8);
  }

  private static InputStream resource(JarFile jar, ClassDesc type) {
    String name = type.descriptorString();
    JarEntry entry = jar.getJarEntry(name.substring(1, name.length() - 1) + ".class");
    try {
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

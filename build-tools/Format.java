import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks or applies the Java format: {@code Format check|apply DIR...}. */
class Format {
  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    var formatter = new Formatter(JavaFormatterOptions.defaultOptions());
    List<Path> wrong = new ArrayList<>();
    for (int i = 1; i < args.length; i++) {
      Path top = Path.of(args[i]);
      if (!Files.isDirectory(top)) {
        continue;
      }
      List<Path> files;
      try (var walk = Files.walk(top)) {
        files = walk.filter(f -> f.toString().endsWith(".java")).sorted().toList();
      }
      for (Path file : files) {
        String before = Files.readString(file);
        String after =
            formatter.formatSource(
                ImportOrderer.reorderImports(
                    RemoveUnusedImports.removeUnusedImports(before),
                    JavaFormatterOptions.Style.GOOGLE));
        if (!after.equals(before)) {
          wrong.add(file);
          if (apply) {
            Files.writeString(file, after);
          }
        }
      }
    }
    if (!apply && !wrong.isEmpty()) {
      wrong.forEach(f -> System.err.println("not formatted: " + f));
      System.err.println("run: make format");
      System.exit(1);
    }
  }
}

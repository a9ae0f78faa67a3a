import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.redoubt.parse.BuiltInFormats;

/** Checks and packs the formats of the program: {@code PackFormats FOLDER FILE}. */
class PackFormats {
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Map<String, String> files = new LinkedHashMap<>();
    for (String name : Files.readAllLines(folder.resolve("index.txt"))) {
      String file = name + "/format.toml";
      files.put("formats/" + file, Files.readString(folder.resolve(file)));
    }
    Path pack = Path.of(args[1]);
    Files.createDirectories(pack.getParent());
    try (OutputStream out = Files.newOutputStream(pack)) {
      BuiltInFormats.pack(files, out);
    } catch (IllegalArgumentException e) {
      Files.delete(pack);
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}

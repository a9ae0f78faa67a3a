package org.redoubt.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The SQLite file: opened by one daemon at a time, write-ahead log, a commit survives a crash of
 * the program at once and a power cut within a moment. A corrupt file is moved aside, what can be
 * read of its small tables is taken along, and it is never deleted.
 */
final class Database implements AutoCloseable {
  static final String FILE = "audit.db";
  private static final int BUSY_MILLIS = 5_000;

  private final Path file;
  private final FileChannel lockFile;
  private final FileLock lock;
  private Connection connection;
  private @Nullable Path movedAside;

  private Database(Path file, FileChannel lockFile, FileLock lock) throws SQLException {
    this.file = file;
    this.lockFile = lockFile;
    this.lock = lock;
    this.connection = connectOrMoveAside();
  }

  /** Opens or makes {@value #FILE} in the folder. */
  static Database open(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      unpackNativeLibraryIn(folder);
      FileChannel lockFile =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(lockFile);
      if (lock == null) {
        lockFile.close();
        throw new IOException("another redoubt is using it; stop that one or give another --state");
      }
      return new Database(file, lockFile, lock);
    } catch (IOException e) {
      throw new AuditException(folder + " cannot be used for the state: " + reason(e), e);
    } catch (SQLException e) {
      throw explained(file, e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.AccessDeniedException
        ? "no permission; run as root or give a folder of your own with --state"
        : String.valueOf(e.getMessage());
  }

  private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
    try {
      return lockFile.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** The driver unpacks its library where it may run from: /tmp is often mounted noexec. */
  private static void unpackNativeLibraryIn(Path folder) {
    if (System.getProperty("org.sqlite.tmpdir") == null) {
      System.setProperty("org.sqlite.tmpdir", folder.toAbsolutePath().toString());
    }
  }

  Connection connection() {
    return connection;
  }

  Path file() {
    return file;
  }

  /** Where a corrupt file was put, if one was found. */
  @Nullable Path movedAside() {
    return movedAside;
  }

  private Connection connectOrMoveAside() throws SQLException {
    try {
      return connect();
    } catch (SQLException e) {
      if (!isCorrupt(e)) {
        throw e;
      }
      return startAfresh();
    }
  }

  private Connection connect() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    Connection fresh = config.createConnection("jdbc:sqlite:" + file);
    try {
      setUp(fresh);
      Schema.bringUp(fresh);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      return fresh;
    } catch (IOException e) {
      fresh.close();
      throw new SQLException(e);
    } catch (SQLException e) {
      fresh.close();
      throw e;
    }
  }

  /** In this order: the way of vacuuming can only be chosen while the file is empty. */
  private static void setUp(Connection fresh) throws SQLException {
    try (Statement statement = fresh.createStatement()) {
      statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = NORMAL");
    }
  }

  /** Moves the corrupt file aside and goes on with what can be read of it. */
  void replaceCorrupt() throws SQLException {
    connection.close();
    connection = startAfresh();
  }

  private Connection startAfresh() throws SQLException {
    try {
      Path aside = freeName();
      for (String suffix : new String[] {"", "-wal", "-shm"}) {
        Path old = file.resolveSibling(file.getFileName() + suffix);
        if (Files.exists(old)) {
          Files.move(
              old,
              aside.resolveSibling(aside.getFileName() + suffix),
              StandardCopyOption.ATOMIC_MOVE);
        }
      }
      movedAside = aside;
      Connection fresh = connect();
      salvage(fresh, aside);
      return fresh;
    } catch (IOException e) {
      throw new SQLException("it is corrupt and cannot be moved aside: " + e.getMessage(), e);
    }
  }

  private Path freeName() {
    int number = 1;
    while (Files.exists(file.resolveSibling(FILE + ".corrupt-" + number))) {
      number++;
    }
    return file.resolveSibling(FILE + ".corrupt-" + number);
  }

  /** Takes along what keeps people in and attackers out; a table that cannot be read is left. */
  private static void salvage(Connection fresh, Path aside) {
    try (Statement statement = fresh.createStatement()) {
      statement.execute("ATTACH '" + aside.toString().replace("'", "''") + "' AS old");
      for (String table : new String[] {"allowed", "position", "decision"}) {
        salvage(statement, table);
      }
      statement.execute("DETACH old");
    } catch (SQLException e) {
      return; // not a database at all
    }
  }

  private static void salvage(Statement statement, String table) {
    try {
      statement.execute("INSERT OR IGNORE INTO main." + table + " SELECT * FROM old." + table);
    } catch (SQLException e) {
      return; // this table's pages are among the damaged
    }
  }

  static boolean isCorrupt(SQLException e) {
    return e instanceof SQLiteException s
        && switch (primary(s)) {
          case SQLITE_CORRUPT, SQLITE_NOTADB -> true;
          default -> false;
        };
  }

  private static SQLiteErrorCode primary(SQLiteException e) {
    return SQLiteErrorCode.getErrorCode(e.getResultCode().code & 0xff);
  }

  /** The failure in words: where, what, what to do. */
  static AuditException explained(Path file, SQLException e) {
    return new AuditException(file + ": " + inWords(file, e), e);
  }

  private static String inWords(Path file, SQLException e) {
    if (!(e instanceof SQLiteException s)) {
      return String.valueOf(e.getMessage());
    }
    return switch (primary(s)) {
      case SQLITE_FULL -> "the disk is full; make room on " + file.getParent();
      case SQLITE_BUSY, SQLITE_LOCKED ->
          "locked by another program for over "
              + BUSY_MILLIS / 1000
              + " s; close whatever has it open (fuser "
              + file
              + ")";
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_AUTH ->
          "cannot be opened for writing; check owner and mode of the file and its folder";
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          "is corrupt; restart redoubt, which moves it aside and keeps what can be read";
      case SQLITE_IOERR -> "the disk does not answer (" + e.getMessage() + "); see dmesg";
      default -> String.valueOf(e.getMessage());
    };
  }

  @Override
  public void close() throws SQLException, IOException {
    connection.close();
    lock.close();
    lockFile.close();
  }
}

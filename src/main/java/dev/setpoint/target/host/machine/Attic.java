package dev.setpoint.target.host.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Former contents of files, by the SHA-256 of each, as audit entries name it. Only its owner can
 * read it. The oldest ones go when there are too many. Safe for many threads.
 */
public final class Attic {
  private static final int MAX_FILE_BYTES = 1 << 20;
  private static final long MAX_BYTES = 64L << 20;

  private final Path directory;
  private final ReentrantLock lock = new ReentrantLock();

  /** One in this directory, which is made when it is needed. */
  public Attic(Path directory) {
    this.directory = directory;
  }

  private void keep(byte[] content, String digest) throws IOException {
    lock.lock();
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path kept = directory.resolve(digest);
      if (Files.exists(kept)) {
        return;
      }
      makeRoom(content.length);
      Path half = directory.resolve(digest + ".new");
      Files.write(
          half,
          content,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          StandardOpenOption.SYNC);
      Files.move(half, kept, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      lock.unlock();
    }
  }

  /** Keeps the content of a file that is about to go; of anything else, nothing. */
  public void keep(Path file) throws IOException {
    var stat = Stat.of(file);
    if (stat.isPresent() && stat.get().isRegular() && stat.get().size() <= MAX_FILE_BYTES) {
      byte[] content = Files.readAllBytes(file);
      keep(content, Sha256.hex(content));
    }
  }

  /** A kept file with its time and size. */
  private record Kept(Path path, FileTime time, long size) {}

  private void makeRoom(int bytes) throws IOException {
    var kept = new ArrayList<Kept>();
    long all = bytes;
    try (var files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        var one = new Kept(file, Files.getLastModifiedTime(file), Files.size(file));
        kept.add(one);
        all += one.size();
      }
    }
    List<Kept> oldestFirst = kept.stream().sorted(Comparator.comparing(Kept::time)).toList();
    for (Kept one : oldestFirst) {
      if (all <= MAX_BYTES) {
        return;
      }
      Files.deleteIfExists(one.path());
      all -= one.size();
    }
  }
}

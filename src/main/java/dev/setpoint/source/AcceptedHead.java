package dev.setpoint.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What was last accepted, as it stands in a small file beside the bare store. The file, not a git
 * reference, is the truth: it survives a store that had to be emptied, so a rewritten history is
 * noticed even then. It is replaced in one step and flushed before {@link #write} returns.
 *
 * @param commit id of the last accepted commit; empty before the first
 * @param branch full name of the branch it was on
 * @param path the followed path at that time
 * @param permitted id of a commit that may follow although it does not descend; or empty
 */
record AcceptedHead(String commit, String branch, String path, String permitted) {
  private static final String FILE_NAME = "accepted";
  private static final String FIRST_LINE = "setpoint-source 1";
  private static final int MAX_BYTES = 16_384;

  /** Before anything was accepted. */
  static AcceptedHead none() {
    return new AcceptedHead("", "", "", "");
  }

  Optional<ObjectId> id() {
    return commit.isEmpty() ? Optional.empty() : Optional.of(ObjectId.fromString(commit));
  }

  AcceptedHead permitting(String id) {
    return new AcceptedHead(commit, branch, path, id);
  }

  /**
   * Reads the file.
   *
   * @return empty when there is none
   * @throws IOException when it cannot be read or is not one of ours
   */
  static Optional<AcceptedHead> read(Path directory) throws IOException {
    Path file = directory.resolve(FILE_NAME);
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException(file + " is too large for what it should be");
      }
      return Optional.of(parse(file, Files.readString(file, StandardCharsets.UTF_8)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /** Writes it into the directory; on return it is on the disk. */
  void write(Path directory) throws IOException {
    String text =
        FIRST_LINE
            + "\ncommit "
            + commit
            + "\nbranch "
            + branch
            + "\npath "
            + path
            + "\npermitted "
            + permitted
            + "\nend\n";
    store(directory, FILE_NAME, text);
  }

  /** Writes a small file into the directory, whole or not at all; on return it is on the disk. */
  static void store(Path directory, String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Path fresh = directory.resolve(name + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    flushDirectory(directory);
  }

  private static void flushDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static AcceptedHead parse(Path file, String text) throws IOException {
    String[] lines = text.split("\n", -1);
    if (!lines[0].equals(FIRST_LINE) || !text.endsWith("\nend\n")) {
      throw new IOException(file + " is damaged");
    }
    Map<String, String> values = new HashMap<>();
    for (String line : lines) {
      int space = line.indexOf(' ');
      if (space > 0) {
        values.put(line.substring(0, space), line.substring(space + 1));
      }
    }
    return new AcceptedHead(
        commitId(file, values.getOrDefault("commit", "")),
        values.getOrDefault("branch", ""),
        values.getOrDefault("path", ""),
        commitId(file, values.getOrDefault("permitted", "")));
  }

  private static String commitId(Path file, String value) throws IOException {
    if (!value.isEmpty() && !ObjectId.isId(value)) {
      throw new IOException(file + " is damaged");
    }
    return value;
  }
}

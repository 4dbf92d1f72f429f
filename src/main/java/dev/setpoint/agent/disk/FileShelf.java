package dev.setpoint.agent.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The newest order of a machine, and the contents that it names, each in a file under its SHA-256.
 * For one thread at a time.
 */
public final class FileShelf {
  private static final Logger LOG = Logger.getLogger(FileShelf.class);
  private static final String ORDER = "order";
  private static final String CONTENT = "content-";

  /** Lines before the header: generation, digest, SHA-256 of both, SHA-256 of the header. */
  private static final int LINES = 4;

  private final Disk disk;
  private long generation;
  private String digest = "";
  private byte @Nullable [] header;

  /**
   * The shelf of a disk.
   *
   * @throws IOException when the disk does not answer
   * @throws DamagedJournalException when it cannot be told how new the newest order was: any old
   *     one could then be taken
   */
  public FileShelf(Disk disk) throws IOException {
    this.disk = disk;
    try {
      read(disk.read(ORDER));
    } catch (NoSuchFileException none) {
      // No order was ever taken.
    }
  }

  private void read(byte[] content) {
    var lines = new String(content, StandardCharsets.ISO_8859_1).split("\n", LINES + 1);
    if (lines.length != LINES + 1 || !sha256(mark(lines[0], lines[1])).equals(lines[2])) {
      throw new DamagedJournalException("the file '" + ORDER + "' is damaged", null);
    }
    generation = Long.parseLong(lines[0]);
    digest = lines[1];
    int begin = Arrays.stream(lines).limit(LINES).mapToInt(line -> line.length() + 1).sum();
    byte[] rest = Arrays.copyOfRange(content, begin, content.length);
    if (sha256(rest).equals(lines[3])) {
      header = rest;
    } else {
      LOG.warn("The order on this machine's disk is damaged: the controller has to give it again");
    }
  }

  /** The highest generation that was ever taken; 0 when none was. */
  public long generation() {
    return generation;
  }

  /** Digest of the order of that generation; empty when none was taken. */
  public String digest() {
    return digest;
  }

  /** Header of the order taken last; empty when there is none, or it is damaged. */
  public Optional<byte[]> header() {
    return Optional.ofNullable(header).map(byte[]::clone);
  }

  /** A content by its SHA-256; empty when it is not there, or damaged. */
  public Optional<byte[]> content(String sha256) {
    try {
      byte[] content = disk.read(name(sha256));
      return sha256(content).equals(sha256) ? Optional.of(content) : Optional.empty();
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps a content, durably. */
  public void keep(String sha256, byte[] content) {
    try {
      disk.replace(name(sha256), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Takes an order: it is durable when this returns, and contents that it does not name are gone.
   *
   * @throws UncheckedIOException when that cannot be promised; then the order before stays
   */
  public void take(long newGeneration, String newDigest, byte[] newHeader, Set<String> contents) {
    var mark = mark(Long.toString(newGeneration), newDigest);
    var lines = mark + sha256(mark) + "\n" + sha256(newHeader) + "\n";
    byte[] begin = lines.getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = Arrays.copyOf(begin, begin.length + newHeader.length);
    System.arraycopy(newHeader, 0, whole, begin.length, newHeader.length);
    try {
      disk.replace(ORDER, whole);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    generation = newGeneration;
    digest = newDigest;
    header = newHeader.clone();
    dropOthers(contents);
  }

  private void dropOthers(Set<String> contents) {
    try {
      for (var name : disk.names()) {
        if (name.startsWith(CONTENT) && !contents.contains(name.substring(CONTENT.length()))) {
          disk.delete(name);
        }
      }
    } catch (IOException e) {
      LOG.warnf("What an earlier order needed could not be removed: %s", e.getMessage());
    }
  }

  private static String name(String sha256) {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256: " + sha256);
    }
    return CONTENT + sha256;
  }

  private static String mark(String generation, String digest) {
    return generation + "\n" + digest + "\n";
  }

  private static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}

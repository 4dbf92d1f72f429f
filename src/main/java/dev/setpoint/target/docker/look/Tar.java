package dev.setpoint.target.docker.look;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The little of the tar format (POSIX ustar) that files in and out of containers need: regular
 * files with mode and owner; long names by the GNU extension.
 */
public final class Tar {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final String LONG_NAME = "././@LongLink";

  private Tar() {}

  /**
   * A regular file.
   *
   * @param name path without a leading slash
   * @param modifiedSeconds seconds since 1970
   */
  @SuppressWarnings(
      "ArrayRecordComponent") // never compared, and copying every file would double it
  public record Entry(
      String name, byte[] content, int mode, int uid, int gid, long modifiedSeconds) {}

  /** An archive of these files. */
  public static byte[] write(Collection<Entry> entries) {
    var out = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
      if (name.length > NAME) {
        byte[] longName = Arrays.copyOf(name, name.length + 1);
        block(out, new Entry(LONG_NAME, longName, 0, 0, 0, 0), 'L');
      }
      block(out, entry, '0');
    }
    out.writeBytes(new byte[2 * BLOCK]);
    return out.toByteArray();
  }

  private static void block(ByteArrayOutputStream out, Entry entry, char type) {
    byte[] header = new byte[BLOCK];
    byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
    System.arraycopy(name, 0, header, 0, Math.min(name.length, NAME));
    octal(header, 100, 8, entry.mode());
    octal(header, 108, 8, entry.uid());
    octal(header, 116, 8, entry.gid());
    octal(header, 124, 12, entry.content().length);
    octal(header, 136, 12, entry.modifiedSeconds());
    Arrays.fill(header, 148, 156, (byte) ' ');
    header[156] = (byte) type;
    text(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    text(header, 148, "%06o\0 ".formatted(sum));
    out.writeBytes(header);
    out.writeBytes(entry.content());
    out.writeBytes(new byte[(BLOCK - entry.content().length % BLOCK) % BLOCK]);
  }

  private static void octal(byte[] header, int at, int length, long value) {
    text(header, at, ("%0" + (length - 1) + "o").formatted(value));
  }

  private static void text(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  /** The first regular file of an archive; empty when there is none or it is cut short. */
  public static Optional<Entry> firstFile(byte[] tar) {
    return files(tar).stream().findFirst();
  }

  /** The regular files of an archive, as far as it is whole. */
  public static List<Entry> files(byte[] tar) {
    var files = new ArrayList<Entry>();
    int at = 0;
    while (at + BLOCK <= tar.length && tar[at] != 0) {
      long size = number(tar, at + 124, 12);
      int start = at + BLOCK;
      if (size < 0 || size > tar.length - start) {
        return files;
      }
      if (tar[at + 156] == '0' || tar[at + 156] == 0) {
        files.add(entry(tar, at, start, (int) size));
      }
      at = start + (int) ((size + BLOCK - 1) / BLOCK * BLOCK);
    }
    return files;
  }

  private static Entry entry(byte[] tar, int at, int start, int size) {
    int end = at;
    while (end < at + NAME && tar[end] != 0) {
      end++;
    }
    return new Entry(
        new String(tar, at, end - at, StandardCharsets.UTF_8),
        Arrays.copyOfRange(tar, start, start + size),
        (int) number(tar, at + 100, 8) & 07777,
        (int) number(tar, at + 108, 8),
        (int) number(tar, at + 116, 8),
        number(tar, at + 136, 12));
  }

  /** Octal digits, or base 256 with the top bit set for what does not fit. */
  private static long number(byte[] tar, int at, int length) {
    long value = 0;
    if ((tar[at] & 0x80) != 0) {
      for (int i = at + 1; i < at + length; i++) {
        value = (value << 8) | (tar[i] & 0xff);
      }
      return value;
    }
    for (int i = at; i < at + length; i++) {
      if (tar[i] >= '0' && tar[i] <= '7') {
        value = value * 8 + (tar[i] - '0');
      }
    }
    return value;
  }
}

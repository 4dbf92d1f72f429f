package dev.setpoint.target.contract.hand;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An archive of one small file, in the old format that every engine reads. */
public final class TarFile {
  private static final int BLOCK = 512;

  private TarFile() {}

  /** An archive that holds one file of root's. */
  public static byte[] of(String name, int mode, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    int blocks = (content.length + BLOCK - 1) / BLOCK;
    byte[] tar = new byte[BLOCK * (blocks + 3)];
    put(tar, 0, name);
    put(tar, 100, "%07o".formatted(mode));
    put(tar, 108, "%07o".formatted(0));
    put(tar, 116, "%07o".formatted(0));
    put(tar, 124, "%011o".formatted(content.length));
    put(tar, 136, "%011o".formatted(1_700_000_000));
    put(tar, 148, "        ");
    put(tar, 156, "0");
    put(tar, 257, "ustar");
    put(tar, 263, "00");
    int sum = 0;
    for (int at = 0; at < BLOCK; at++) {
      sum += tar[at] & 0xff;
    }
    put(tar, 148, "%06o\0 ".formatted(sum));
    System.arraycopy(content, 0, tar, BLOCK, content.length);
    return tar;
  }

  /** Text of the first file of an archive. */
  public static String text(byte[] tar) {
    int size = Integer.parseInt(new String(tar, 124, 11, StandardCharsets.US_ASCII).strip(), 8);
    return new String(Arrays.copyOfRange(tar, BLOCK, BLOCK + size), StandardCharsets.UTF_8);
  }

  private static void put(byte[] tar, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, tar, at, bytes.length);
  }
}

package dev.setpoint.fleet.message;

import java.util.Arrays;
import java.util.Base64;

/**
 * Bytes as a value: compared by content, never changed. Whoever makes one from an array hands the
 * array over and does not write to it any more.
 */
public final class Bytes {
  private final byte[] array;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /** These bytes, without a copy. */
  public static Bytes of(byte[] array) {
    return new Bytes(array);
  }

  /** A part of an array, copied. */
  public static Bytes of(byte[] array, int from, int to) {
    return new Bytes(Arrays.copyOfRange(array, from, to));
  }

  /** The bytes that Base64 stands for. */
  public static Bytes ofBase64(String text) {
    return new Bytes(Base64.getDecoder().decode(text));
  }

  /** The bytes themselves, to be read only. */
  public byte[] array() {
    return array;
  }

  /** How many there are. */
  public int length() {
    return array.length;
  }

  /** In Base64. */
  public String base64() {
    return Base64.getEncoder().encodeToString(array);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  /** How many bytes; what they are may be large. */
  @Override
  public String toString() {
    return array.length + " bytes";
  }
}

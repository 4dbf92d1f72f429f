package dev.setpoint.reconcile.field;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;

/**
 * SHA-256 over an unambiguous encoding of fields: every string is preceded by its length, every
 * value by its type, so that no two different sets of fields encode alike.
 *
 * @param hex 64 hexadecimal digits
 */
public record FieldsDigest(String hex) {
  static FieldsDigest of(SortedMap<String, FieldValue> byPath) {
    MessageDigest sha = sha256();
    add(sha, byPath);
    return new FieldsDigest(HexFormat.of().formatHex(sha.digest()));
  }

  private static void add(MessageDigest sha, Map<String, FieldValue> values) {
    addCount(sha, values.size());
    values.forEach((key, value) -> {
      add(sha, key);
      add(sha, value);
    });
  }

  private static void add(MessageDigest sha, FieldValue value) {
    switch (value) {
      case FieldValue.Text(String text) -> {
        sha.update((byte) 't');
        add(sha, text);
      }
      case FieldValue.Hidden(String digest) -> {
        sha.update((byte) 'h');
        add(sha, digest);
      }
      case FieldValue.Items(var items) -> {
        sha.update((byte) 'i');
        addCount(sha, items.size());
        items.forEach(item -> add(sha, item));
      }
      case FieldValue.Members(var members) -> {
        sha.update((byte) 'm');
        addCount(sha, members.size());
        members.forEach(member -> add(sha, member));
      }
      case FieldValue.Entries(var entries) -> {
        sha.update((byte) 'e');
        add(sha, entries);
      }
    }
  }

  private static void add(MessageDigest sha, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    addCount(sha, bytes.length);
    sha.update(bytes);
  }

  private static void addCount(MessageDigest sha, int count) {
    sha.update((byte) (count >>> 24));
    sha.update((byte) (count >>> 16));
    sha.update((byte) (count >>> 8));
    sha.update((byte) count);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** The first twelve digits, for people. */
  public String shortHex() {
    return hex.substring(0, Math.min(12, hex.length()));
  }

  @Override
  public String toString() {
    return hex;
  }
}

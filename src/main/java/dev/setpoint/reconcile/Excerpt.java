package dev.setpoint.reconcile;

import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.FieldValue.Entries;
import dev.setpoint.reconcile.field.FieldValue.Hidden;
import dev.setpoint.reconcile.field.FieldValue.Items;
import dev.setpoint.reconcile.field.FieldValue.Members;
import dev.setpoint.reconcile.field.FieldValue.Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shortens what is recorded and reported, so that no entry and no report grows without bound: a
 * container can carry megabytes in one variable. What is left out is named by size and digest, so
 * that two excerpts of different texts differ. Comparing never works on excerpts.
 */
public final class Excerpt {
  /** Bytes that all fields of one entry may take in JSON, about. */
  public static final long FIELDS = 256L << 10;

  /** Bytes that one value may take. */
  static final int VALUE = 16 << 10;

  /** Bytes that a value may take where many together are too much. */
  static final int SHORT_VALUE = 200;

  /** Bytes that a sentence for people may take. */
  static final int SENTENCE = 8 << 10;

  private static final int MOST_FIELDS = 200;

  private Excerpt() {}

  /** A sentence for people. */
  public static String sentence(String text) {
    return text(text, SENTENCE);
  }

  /** Fields, whole when they fit; the last one says how many are left out. */
  public static List<FieldDrift> fields(List<FieldDrift> fields) {
    return fields(fields, FIELDS);
  }

  /** Fields within a number of bytes. */
  public static List<FieldDrift> fields(List<FieldDrift> fields, long bytes) {
    if (size(fields) <= bytes && fields.stream().allMatch(Excerpt::fits)) {
      return fields;
    }
    var shortened = fields.stream().map(each -> field(each, VALUE)).toList();
    if (size(shortened) <= bytes) {
      return shortened;
    }
    var few = new ArrayList<FieldDrift>();
    long left = bytes - SHORT_VALUE;
    for (var each : fields) {
      var brief = field(each, SHORT_VALUE);
      left -= size(List.of(brief));
      if (left < 0 || few.size() == MOST_FIELDS) {
        few.add(rest(each, fields.size() - few.size()));
        break;
      }
      few.add(brief);
    }
    return few;
  }

  /** About as many bytes as fields take in JSON. */
  public static long size(Collection<FieldDrift> fields) {
    return fields.stream()
        .mapToLong(each ->
            120
                + cost(each.path())
                + size(each.desired())
                + size(each.applied())
                + size(each.observed()))
        .sum();
  }

  private static FieldDrift rest(FieldDrift one, int count) {
    return new FieldDrift(
        "...",
        null,
        null,
        FieldValue.text(count + " more fields differ"),
        one.cause(),
        one.remedy(),
        one.group());
  }

  private static boolean fits(FieldDrift field) {
    return cost(field.path()) <= SHORT_VALUE
        && size(field.desired()) <= VALUE
        && size(field.applied()) <= VALUE
        && size(field.observed()) <= VALUE;
  }

  private static FieldDrift field(FieldDrift field, int most) {
    return new FieldDrift(
        text(field.path(), SHORT_VALUE),
        value(field.desired(), most),
        value(field.applied(), most),
        value(field.observed(), most),
        field.cause(),
        field.remedy(),
        field.group());
  }

  private static @Nullable FieldValue value(@Nullable FieldValue value, int most) {
    return value == null || value instanceof Hidden || size(value) <= most
        ? value
        : new Text(text(value.toString(), most));
  }

  private static long size(@Nullable FieldValue value) {
    return switch (value) {
      case null -> 4;
      case Text(var text) -> 11 + cost(text);
      case Hidden(var digest) -> 13 + cost(digest);
      case Items(var items) -> 12 + size(items);
      case Members(var members) -> 14 + size(members);
      case Entries(var entries) ->
          entries.entrySet().stream()
              .mapToLong(each -> 4 + cost(each.getKey()) + size(each.getValue()))
              .sum();
    };
  }

  private static long size(Iterable<String> texts) {
    long sum = 0;
    for (var each : texts) {
      sum += 3 + cost(each);
    }
    return sum;
  }

  /** A text within so many bytes. */
  public static String text(String text, int most) {
    if (cost(text) <= most) {
      return text;
    }
    var note = " ... (%d characters, SHA-256 %s)".formatted(text.length(), digest(text));
    long left = (long) most - note.length();
    int end = 0;
    while (end < text.length() && left - cost(text.charAt(end)) >= 0) {
      left -= cost(text.charAt(end));
      end++;
    }
    // No half of a pair.
    return text.substring(
            0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + note;
  }

  private static String digest(String text) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)))
          .substring(0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private static long cost(String text) {
    long sum = 0;
    for (int i = 0; i < text.length(); i++) {
      sum += cost(text.charAt(i));
    }
    return sum;
  }

  /** Bytes of a character in JSON, at most. */
  private static int cost(char c) {
    if (c < 0x20 || Character.isSurrogate(c)) {
      return 6;
    }
    if (c < 0x80) {
      return c == '"' || c == '\\' ? 2 : 1;
    }
    return 3;
  }
}

package dev.setpoint.target.lxd.instance.fields;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that LXD and Incus let one write in several ways, each brought into one. */
final class Amount {
  private static final Pattern SIZE = Pattern.compile("([0-9]+)\\s*([A-Za-z]*)");
  private static final Pattern CPUS = Pattern.compile("[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*");
  private static final Pattern SPAN = Pattern.compile("([0-9]+)([A-Za-z]+)");
  private static final int MOST_CPUS = 4096;
  private static final String[] STEPS = {"", "k", "M", "G", "T", "P", "E"};

  private Amount() {}

  /** Bytes: {@code 1GB} and {@code 1000MB} are the same; {@code 50%} and words stay. */
  static String size(String text) {
    return scaled(text, "B").map(BigInteger::toString).orElse(text.strip());
  }

  /** Bits per second. */
  static String bits(String text) {
    return scaled(text, "bit").map(BigInteger::toString).orElse(text.strip());
  }

  /** Bytes per second, or operations per second. */
  static String rate(String text) {
    String plain = text.strip();
    return plain.toLowerCase(Locale.ROOT).endsWith("iops")
        ? plain.substring(0, plain.length() - 4).strip() + "iops"
        : size(plain);
  }

  private static Optional<BigInteger> scaled(String text, String unit) {
    Matcher parts = SIZE.matcher(text.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    return factor(parts.group(2), unit).map(new BigInteger(parts.group(1))::multiply);
  }

  private static Optional<BigInteger> factor(String suffix, String unit) {
    if (suffix.isEmpty() || suffix.equals(unit) || suffix.equals("bytes")) {
      return Optional.of(BigInteger.ONE);
    }
    for (int step = 1; step < STEPS.length; step++) {
      if (suffix.equals(STEPS[step] + unit)) {
        return Optional.of(BigInteger.valueOf(1000).pow(step));
      }
      if (suffix.equals(STEPS[step].toUpperCase(Locale.ROOT) + "i" + unit)) {
        return Optional.of(BigInteger.valueOf(1024).pow(step));
      }
    }
    return Optional.empty();
  }

  /** Yes and no in all their spellings. */
  static String bool(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on" -> "true";
      case "false", "0", "no", "off" -> "false";
      default -> text.strip();
    };
  }

  /** A whole number. */
  static String number(String text) {
    try {
      return new BigDecimal(text.strip()).toPlainString();
    } catch (NumberFormatException notOne) {
      return text.strip();
    }
  }

  /** A number of processors, or which: {@code 0-3} and {@code 3,2,0,1} are the same. */
  static String cpus(String text) {
    String plain = text.replaceAll("\\s", "");
    if (!CPUS.matcher(plain).matches() || !plain.matches(".*[,-].*")) {
      return plain;
    }
    var members = new TreeSet<Integer>();
    for (String part : plain.split(",")) {
      String[] ends = part.split("-");
      int first = cpu(ends[0]);
      int last = cpu(ends[ends.length - 1]);
      if (first < 0 || last < first) {
        return plain;
      }
      for (int cpu = first; cpu <= last; cpu++) {
        members.add(cpu);
      }
    }
    // one alone is told from a number of them by being a range
    return members.size() == 1
        ? members.first() + "-" + members.first()
        : String.join(",", members.stream().map(String::valueOf).toList());
  }

  private static int cpu(String text) {
    return text.length() > 4 || Integer.parseInt(text) > MOST_CPUS ? -1 : Integer.parseInt(text);
  }

  /** How long snapshots are kept: {@code 1w 2d} and {@code 2d 1w} are the same. */
  static String span(String text) {
    Map<String, Integer> order = Map.of("y", 0, "m", 1, "w", 2, "d", 3, "H", 4, "M", 5, "S", 6);
    String[] parts = text.strip().split("\\s+");
    for (String part : parts) {
      Matcher span = SPAN.matcher(part);
      if (!span.matches() || !order.containsKey(span.group(2))) {
        return text.strip();
      }
    }
    java.util.Arrays.sort(
        parts, java.util.Comparator.comparing(part -> order.get(part.replaceAll("[0-9]", ""))));
    return String.join(" ", parts);
  }

  /** A hardware address. */
  static String mac(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}

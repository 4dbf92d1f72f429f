package dev.setpoint.target.lxd.spelling;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes and rates as the servers read them: a whole number and a unit, decimal ({@code MB}) or
 * binary ({@code MiB}), in bytes or, for rates, in bits ({@code Mbit}). {@code 1GB} and {@code
 * 1000MB} are one size, {@code 1GiB} is another one.
 */
public final class Sizes {
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,19}) ?([A-Za-z]*)");
  private static final List<String> DECIMAL = List.of("", "k", "M", "G", "T", "P", "E");
  private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
  private static final BigInteger THOUSAND = BigInteger.valueOf(1000);
  private static final BigInteger KIBI = BigInteger.valueOf(1024);
  private static final Map<String, String> BASES = Map.of("bytes", "B", "b", "B", "bit", "bit");

  private Sizes() {}

  /** The one spelling of a size or rate; a text that is none stays as it is. */
  public static String normal(String text) {
    Matcher amount = AMOUNT.matcher(text.strip());
    if (!amount.matches()) {
      return text;
    }
    String unit = amount.group(2).toLowerCase(Locale.ROOT);
    String base = unit.endsWith("bit") ? "bit" : "b";
    String prefix = unit.endsWith(base) ? unit.substring(0, unit.length() - base.length()) : unit;
    if (unit.isEmpty() || unit.equals("bytes")) {
      prefix = "";
    } else if (!unit.endsWith(base)) {
      return text;
    }
    BigInteger factor = factor(prefix);
    return factor.signum() == 0
        ? text
        : shortest(new BigInteger(amount.group(1)).multiply(factor), BASES.getOrDefault(base, "B"));
  }

  private static BigInteger factor(String prefix) {
    for (int power = 0; power < DECIMAL.size(); power++) {
      if (DECIMAL.get(power).equalsIgnoreCase(prefix)) {
        return THOUSAND.pow(power);
      }
      if (BINARY.get(power).equalsIgnoreCase(prefix)) {
        return KIBI.pow(power);
      }
    }
    return BigInteger.ZERO;
  }

  private static String shortest(BigInteger amount, String base) {
    String decimal = in(amount, THOUSAND, DECIMAL) + base;
    String binary = in(amount, KIBI, BINARY) + base;
    return decimal.length() < binary.length() ? decimal : binary;
  }

  private static String in(BigInteger amount, BigInteger step, List<String> units) {
    BigInteger left = amount;
    int unit = 0;
    while (left.signum() > 0 && unit < units.size() - 1 && left.mod(step).signum() == 0) {
      left = left.divide(step);
      unit++;
    }
    return left + units.get(unit);
  }
}

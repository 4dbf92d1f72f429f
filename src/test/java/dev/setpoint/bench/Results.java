package dev.setpoint.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured, as the rows of a table that goes to the console and into a file. */
final class Results {
  private final List<String> rows = new ArrayList<>();

  /**
   * Notes a row.
   *
   * @param measured what it is
   * @param value with its unit
   * @param beside what it is compared with, with its value; or empty
   * @param ratio value against the comparison, or against the goal
   * @param goal of the project; or empty
   */
  void add(String measured, String value, String beside, String ratio, String goal) {
    String row = "| %s | %s | %s | %s | %s |".formatted(measured, value, beside, ratio, goal);
    rows.add(row);
    System.out.println(row);
  }

  static String times(double ratio) {
    return String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%.1f", ratio) + " times";
  }

  static String millis(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f ms" : "%.0f ms", value);
  }

  void write(Path file) {
    var text = new StringBuilder("| measured | median (10 % to 90 %) | beside | ratio | goal |\n");
    text.append("|---|---|---|---|---|\n");
    rows.forEach(row -> text.append(row).append('\n'));
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

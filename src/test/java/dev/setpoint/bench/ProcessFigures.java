package dev.setpoint.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What Linux says of a process.
 *
 * @param resident memory in MiB
 * @param peak the most that it ever was, in MiB
 * @param anonymous the part of it that is no page of a file, in MiB
 * @param processorMillis processor time since its start
 */
record ProcessFigures(double resident, double peak, double anonymous, double processorMillis) {
  private static final double CLOCK_TICK_MILLIS = 10;

  static ProcessFigures of(long pid) {
    String status = proc(pid, "status");
    String stat = proc(pid, "stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    double ticks = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
    return new ProcessFigures(
        mebibytes(status, "VmRSS"),
        mebibytes(status, "VmHWM"),
        mebibytes(status, "RssAnon"),
        ticks * CLOCK_TICK_MILLIS);
  }

  private static double mebibytes(String status, String line) {
    return status
        .lines()
        .filter(each -> each.startsWith(line + ":"))
        .mapToDouble(each -> Double.parseDouble(each.replaceAll("\\D", "")) / 1024)
        .sum();
  }

  private static String proc(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String mib(double mebibytes) {
    return String.format(Locale.ROOT, "%.1f MiB", mebibytes);
  }
}

package dev.setpoint.target.docker.draft;

import java.util.Optional;

/** Numbers as people write them in manifests. */
final class Spelling {
  private static final String[] BINARY = {"Ti", "Gi", "Mi", "Ki"};
  private static final String[] DECIMAL = {"T", "G", "M", "k"};

  private Spelling() {}

  /** {@code 64Mi}, {@code 1G}; empty for a size that needs single bytes, which none has. */
  static Optional<String> size(long bytes) {
    return size(bytes, 1L << 40, 1L << 10, BINARY)
        .or(() -> size(bytes, 1_000_000_000_000L, 1_000L, DECIMAL));
  }

  private static Optional<String> size(long bytes, long largest, long step, String[] units) {
    long unit = largest;
    for (String word : units) {
      if (bytes >= unit && bytes % unit == 0) {
        return Optional.of(bytes / unit + word);
      }
      unit /= step;
    }
    return Optional.empty();
  }

  /** {@code 1m30s}, {@code 500ms}; what is below a millisecond is cut off. */
  static String time(long nanos) {
    long millis = nanos / 1_000_000;
    long[] parts = {millis / 3_600_000, millis / 60_000 % 60, millis / 1_000 % 60, millis % 1_000};
    String[] units = {"h", "m", "s", "ms"};
    var text = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] > 0) {
        text.append(parts[i]).append(units[i]);
      }
    }
    return text.toString();
  }
}

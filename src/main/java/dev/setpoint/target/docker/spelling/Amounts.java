package dev.setpoint.target.docker.spelling;

import dev.setpoint.reconcile.field.FieldValue;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Numbers with a unit, written in one way only. */
public final class Amounts {
  private static final String[] UNITS = {"", "Ki", "Mi", "Gi", "Ti"};
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  private Amounts() {}

  /** Bytes; anything below one means without limit. */
  public static FieldValue size(long bytes) {
    if (bytes <= 0) {
      return FieldValue.text("unlimited");
    }
    long value = bytes;
    int unit = 0;
    while (value % 1024 == 0 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return FieldValue.text(value + UNITS[unit]);
  }

  /** Bytes, or null where nothing is declared. */
  public static @Nullable FieldValue size(@Nullable Long bytes) {
    return bytes == null ? null : size(bytes.longValue());
  }

  /** A count; anything below one means without limit. */
  public static FieldValue count(long count) {
    return FieldValue.text(count <= 0 ? "unlimited" : Long.toString(count));
  }

  /** Processors; anything below a billionth means without limit. */
  public static FieldValue cpus(BigDecimal cpus) {
    return FieldValue.text(
        cpus.signum() <= 0 ? "unlimited" : cpus.stripTrailingZeros().toPlainString());
  }

  /** Whole seconds as {@code 2s}, anything finer in milliseconds. */
  public static FieldValue time(long nanos) {
    return FieldValue.text(nanos % SECOND == 0 ? nanos / SECOND + "s" : nanos / MILLI + "ms");
  }

  /** As {@link #time(long)}. */
  public static FieldValue time(Duration duration) {
    return time(duration.toNanos());
  }
}

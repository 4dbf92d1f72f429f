package dev.setpoint.api.wire;

import dev.setpoint.api.wire.EntryView.Intent;
import dev.setpoint.api.wire.EntryView.Settled;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The corrections of one resource.
 *
 * @param corrections newest first
 * @param nextBefore value of {@code before} for the next page, or null at the end
 */
public record HistoryView(
    String resource, List<RecordedCorrection> corrections, @Nullable Long nextBefore) {
  public HistoryView {
    corrections = List.copyOf(corrections);
  }

  /**
   * One correction on record.
   *
   * @param index index of its intent in the trail
   * @param at when the intent was written
   * @param outcome what came of it, or null while it runs
   */
  public record RecordedCorrection(
      long index, Instant at, Intent intent, @Nullable Settled outcome) {}
}

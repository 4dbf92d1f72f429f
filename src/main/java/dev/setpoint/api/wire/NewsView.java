package dev.setpoint.api.wire;

import dev.setpoint.api.wire.PlanView.CorrectionView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A correction that just ended; the data of the server-sent event {@code correction}.
 *
 * @param result {@code Corrected}, {@code Unchanged}, {@code Skipped} or {@code Failed}
 * @param failure reason word, or null when it worked
 * @param message what was done, or what failed and what to do
 * @param sinceSeenMillis from the first sight of the difference to the end of the correction
 * @param auditIndex index of its intent in the trail
 */
public record NewsView(
    String node,
    CorrectionView correction,
    String result,
    @Nullable String failure,
    String message,
    Instant driftSeenAt,
    Instant began,
    long tookMillis,
    long sinceSeenMillis,
    long auditIndex) {}

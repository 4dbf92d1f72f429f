package dev.setpoint.api.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One difference between what is declared and what is live.
 *
 * @param sort {@code missing}, {@code changed}, {@code orphaned} or {@code conflicting}
 * @param cause who moved: {@code intentional}, {@code drift}, {@code both} or {@code adoption}
 * @param message a sentence for people
 * @param fields the fields that differ, sorted by path; only for {@code changed}
 */
public record DriftView(String sort, String cause, String message, List<FieldView> fields) {
  public DriftView {
    fields = List.copyOf(fields);
  }

  /**
   * One field that differs.
   *
   * @param path such as {@code spec.env.GREETING}
   * @param desired what is declared, or null when nothing is
   * @param applied what was last applied, or null
   * @param observed what is there, or null when it is not
   * @param remedy {@code inPlace}, {@code runState}, {@code restart}, {@code replace} or {@code
   *     report}
   * @param group class of field
   */
  public record FieldView(
      String path,
      @Nullable String desired,
      @Nullable String applied,
      @Nullable String observed,
      String cause,
      String remedy,
      String group) {}

  /**
   * Everything that differs; the answer of {@code GET /api/v1/drift}.
   *
   * @param unknown engines that did not answer, so that nobody can tell what differs there
   * @param next what to send as {@code after} for further nodes; empty at the end
   */
  public record Report(List<Drifted> drifted, List<String> unknown, String next) {
    public Report {
      drifted = List.copyOf(drifted);
      unknown = List.copyOf(unknown);
    }
  }

  /**
   * A resource that differs, on its node.
   *
   * @param culprits who moved it, where the engine tells
   */
  public record Drifted(
      String node,
      String resource,
      String target,
      String mode,
      DriftView drift,
      @Nullable Instant since,
      @Nullable String reason,
      String message,
      @Nullable Instant nextTry,
      List<CulpritView> culprits) {
    public Drifted {
      culprits = List.copyOf(culprits);
    }
  }
}

package dev.setpoint.target.host.part;

import dev.setpoint.reconcile.Correction;
import dev.setpoint.target.ApplyRequest.Progress;
import dev.setpoint.target.ResourceInputs;

/**
 * What is to be changed.
 *
 * @param declared the thing as it should be
 * @param correction why, and which fields differ
 * @param inputs what the declaration refers to
 * @param operation id of the correction
 */
public record Change(
    Declared declared,
    Correction correction,
    ResourceInputs inputs,
    String operation,
    Progress progress) {
  /** Whether a field, or one below it, is to be changed. */
  public boolean concerns(String path) {
    return correction.due().changes().stream()
        .anyMatch(field -> field.path().equals(path) || field.path().startsWith(path + "."));
  }
}

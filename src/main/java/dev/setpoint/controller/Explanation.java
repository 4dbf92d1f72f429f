package dev.setpoint.controller;

import dev.setpoint.audit.AuditEntry;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.Revision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a resource is as it is.
 *
 * @param node node that holds it
 * @param report as last seen, or null before the first look
 * @param manifest what git says, or null when nothing is declared
 * @param revision the revision in force
 * @param modeWhy which manifest gave it its mode, such as {@code Policy careful at p.yaml:1}
 * @param dependsOn what it waits for, as printed
 * @param lastEntries newest entries of the trail, newest first
 */
public record Explanation(
    String node,
    @Nullable ResourceReport report,
    @Nullable Manifest manifest,
    @Nullable Revision revision,
    String modeWhy,
    List<String> dependsOn,
    List<AuditEntry> lastEntries) {
  public Explanation {
    dependsOn = List.copyOf(dependsOn);
    lastEntries = List.copyOf(lastEntries);
  }
}

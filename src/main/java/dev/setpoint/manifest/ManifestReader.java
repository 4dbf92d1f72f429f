package dev.setpoint.manifest;

/** Reads manifests. */
public final class ManifestReader {
  private ManifestReader() {}
}

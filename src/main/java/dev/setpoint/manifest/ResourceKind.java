package dev.setpoint.manifest;

import java.util.Locale;

/** The kinds of manifest that this version reads. */
public enum ResourceKind {
  NODE("Node"),
  POLICY("Policy"),
  NETWORK("Network"),
  VOLUME("Volume"),
  CONTAINER("Container");

  private final String yamlName;

  ResourceKind(String yamlName) {
    this.yamlName = yamlName;
  }

  /** The word that a manifest writes behind {@code kind:}. */
  public String yamlName() {
    return yamlName;
  }

  /** The lower-case word used in ids, commands and messages. */
  public String word() {
    return yamlName.toLowerCase(Locale.ROOT);
  }
}

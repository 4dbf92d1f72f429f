package dev.setpoint.manifest.yaml;

/** What a YAML file may be at most; far above any honest manifest, far below what hurts. */
final class YamlLimits {
  static final int FILE_BYTES = 1 << 20;
  static final int DOCUMENTS_PER_FILE = 1_000;
  static final int ALIASES_PER_DOCUMENT = 20;
  static final int DEPTH = 32;

  /** Nodes of one document with every alias written out. */
  static final int NODES_PER_DOCUMENT = 50_000;

  private YamlLimits() {}
}

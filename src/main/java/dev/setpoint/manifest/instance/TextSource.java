package dev.setpoint.manifest.instance;

/** Text that is written in a manifest or stands in a file of the repository. */
public sealed interface TextSource {
  /** Text in the manifest. */
  record Inline(String text) implements TextSource {}

  /**
   * The content of a file of the repository.
   *
   * @param path path in the repository
   */
  record FromFile(String path) implements TextSource {}
}

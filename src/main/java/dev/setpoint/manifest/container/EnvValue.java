package dev.setpoint.manifest.container;

/**
 * The value of one environment variable.
 *
 * <pre>
 * env:
 *   GREETING: hello
 *   CONFIG: {file: files/config.json}
 *   DB_PASSWORD: {secret: shop/db-password}
 * </pre>
 */
public sealed interface EnvValue {
  /**
   * A value written in the manifest.
   *
   * @param text the value itself
   */
  record Literal(String text) implements EnvValue {}

  /**
   * The content of a file of the repository, without its last line break.
   *
   * @param path path in the repository
   */
  record FromFile(String path) implements EnvValue {}

  /**
   * A secret that lives on the node, never in git.
   *
   * @param name name in the node's secret store, such as {@code shop/db-password}
   */
  record Secret(String name) implements EnvValue {}
}

package dev.setpoint.manifest.container;

import org.jspecify.annotations.Nullable;

/**
 * Something mounted into the container.
 *
 * <pre>
 * mounts:
 *   - {volume: data, path: /data}
 *   - {bind: /srv/www, path: /srv, readOnly: true}
 *   - {tmpfs: true, path: /run, size: 16Mi, mode: "1777"}
 * </pre>
 */
public sealed interface Mount {
  /** Absolute path in the container; unique among its mounts. */
  String path();

  /**
   * A named volume of the engine.
   *
   * @param volume name of a volume on the same target, declared or said to be external
   */
  record Volume(String volume, String path, boolean readOnly) implements Mount {}

  /**
   * A directory or file of the machine.
   *
   * @param source absolute path on the machine; it must exist
   */
  record Bind(String source, String path, boolean readOnly) implements Mount {}

  /**
   * Memory, gone when the container stops.
   *
   * @param sizeBytes limit, or null for the kernel's default
   * @param mode octal permissions such as {@code 1777}, or null for the engine's default
   */
  record Tmpfs(String path, @Nullable Long sizeBytes, @Nullable String mode) implements Mount {}
}

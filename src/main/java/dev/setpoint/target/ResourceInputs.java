package dev.setpoint.target;

import dev.setpoint.reconcile.field.Hider;
import java.util.Map;
import java.util.Optional;

/**
 * What a manifest refers to: content of repository files and secrets of the node. Printing it shows
 * neither.
 */
public final class ResourceInputs {
  private final Map<String, byte[]> files;
  private final Map<String, String> secrets;
  private final Hider hider;

  /**
   * Inputs of one resource.
   *
   * @param files content by path in the repository
   * @param secrets plain text by name; a secret that the node does not have is left out
   * @param hider hides secrets for comparing and recording
   */
  public ResourceInputs(Map<String, byte[]> files, Map<String, String> secrets, Hider hider) {
    this.files = Map.copyOf(files);
    this.secrets = Map.copyOf(secrets);
    this.hider = hider;
  }

  /** Content of a repository file; the caller must not change it. */
  public Optional<byte[]> file(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** Plain text of a secret; goes nowhere but to the engine. */
  public Optional<String> secret(String name) {
    return Optional.ofNullable(secrets.get(name));
  }

  /** Hides secrets. */
  public Hider hider() {
    return hider;
  }

  @Override
  public String toString() {
    return "ResourceInputs[files=" + files.keySet() + ", secrets=" + secrets.keySet() + "]";
  }
}

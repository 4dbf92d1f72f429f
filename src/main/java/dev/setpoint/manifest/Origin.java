package dev.setpoint.manifest;

/**
 * Where a manifest stands in the repository.
 *
 * @param file path of its file
 * @param line line of its first key, from 1
 */
public record Origin(String file, int line) {
  @Override
  public String toString() {
    return file + ":" + line;
  }
}

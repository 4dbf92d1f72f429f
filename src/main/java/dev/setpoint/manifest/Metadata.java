package dev.setpoint.manifest;

import java.util.Map;

/**
 * The {@code metadata} block of a manifest.
 *
 * @param name unique per kind in the repository
 * @param labels free words for selectors and policies; not the labels of the container
 */
public record Metadata(String name, Map<String, String> labels) {
  public Metadata {
    labels = Map.copyOf(labels);
  }
}

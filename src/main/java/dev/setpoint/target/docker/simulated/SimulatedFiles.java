package dev.setpoint.target.docker.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Files of one container, each as an archive. What lies below the mount of a volume belongs to the
 * volume and outlives the container. Guarded by the engine's lock.
 */
final class SimulatedFiles {
  private final JsonNode mounts;
  private final SimulatedVolumes volumes;
  private final Map<String, Stored> own = new TreeMap<>();

  SimulatedFiles(JsonNode mounts, SimulatedVolumes volumes) {
    this.mounts = mounts;
    this.volumes = volumes;
  }

  /**
   * One file.
   *
   * @param stamp differs whenever the file was written
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Stored(byte[] tar, String stamp) {}

  Optional<Stored> find(String path) {
    Place place = place(path);
    return Optional.ofNullable(place.files().get(place.name()));
  }

  void put(String path, Stored file) {
    Place place = place(path);
    place.files().put(place.name(), file);
  }

  void remove(String path) {
    Place place = place(path);
    place.files().remove(place.name());
  }

  /** Where a file is kept: in the container or in a volume, and under which name. */
  private record Place(Map<String, Stored> files, String name) {}

  private Place place(String path) {
    for (JsonNode mount : mounts) {
      String below = mount.path("Destination").asText() + "/";
      if (mount.path("Type").asText().equals("volume") && path.startsWith(below)) {
        String volume = mount.path("Name").asText();
        return new Place(volumes.files(volume), path.substring(below.length()));
      }
    }
    return new Place(own, path);
  }
}

package dev.setpoint.target.lxd.api;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * An image in files of this machine.
 *
 * @param project to put it in
 * @param metadata tar archive with {@code metadata.yaml}, or the whole image
 * @param rootfs root file system as tar or squashfs; empty when the metadata archive has it
 * @param properties of the image, beside those in the archive
 */
public record ImageUpload(
    String project, Path metadata, Optional<Path> rootfs, Map<String, String> properties) {
  public ImageUpload {
    properties = Map.copyOf(properties);
  }
}

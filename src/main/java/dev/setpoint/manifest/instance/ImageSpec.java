package dev.setpoint.manifest.instance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image in the store of a server. The server never updates it by itself.
 *
 * <pre>
 * kind: Image
 * metadata: {name: base}
 * spec:
 *   nodes: {names: [local]}
 *   aliases: [base]
 *   from: {server: "https://images.example", protocol: simplestreams, alias: debian/13}
 * </pre>
 *
 * @param aliases names of the image on the server; empty for the name of the manifest alone
 * @param origin where it comes from
 * @param keep so many former images stay when it becomes another
 */
public record ImageSpec(List<String> aliases, Origin origin, int keep) implements ServerSpec {
  public ImageSpec {
    aliases = List.copyOf(aliases);
  }

  /**
   * Its names on the server.
   *
   * @param name the name of the manifest
   */
  public List<String> aliases(String name) {
    return aliases.isEmpty() ? List.of(name) : aliases;
  }

  /** Where an image comes from. */
  public sealed interface Origin {
    /** Another server ({@code from:}). */
    record Remote(ImageServer server, ImageName name) implements Origin {}

    /**
     * Files ({@code archive:}).
     *
     * @param metadata the only file of a unified image, or the metadata of a split one
     * @param rootfs the root file system of a split image, or null
     * @param signature who vouches for them, or null
     */
    record Archive(
        ArchiveFile metadata, @Nullable ArchiveFile rootfs, @Nullable Signature signature)
        implements Origin {}
  }

  /**
   * A file of an archive.
   *
   * @param sha256 its checksum, 64 lower-case hexadecimal digits
   */
  public record ArchiveFile(Location at, String sha256) {}

  /**
   * A detached signature over the metadata file.
   *
   * @param key path of a public key in the repository
   */
  public record Signature(Location at, String key) {}

  /** Where a file lies. */
  public sealed interface Location {
    /** In the repository. */
    record InRepository(String path) implements Location {}

    /** Behind {@code https://…}. */
    record AtUrl(String url) implements Location {}
  }
}

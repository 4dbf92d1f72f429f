package dev.setpoint.manifest.instance;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What LXD and Incus know of a volume and engines do not.
 *
 * @param project {@code project:}
 * @param pool name of the storage pool ({@code pool:}); required on a server, null for an engine
 * @param description null when it is not declared
 * @param config options by key ({@code config:})
 * @param contentType null when it is not declared ({@code contentType:})
 * @param snapshots {@code snapshots:}
 */
public record ServerVolume(
    String project,
    @Nullable String pool,
    @Nullable String description,
    Map<String, String> config,
    @Nullable ContentType contentType,
    @Nullable Snapshots snapshots) {
  /** Nothing is said. */
  public static final ServerVolume NONE =
      new ServerVolume(ServerSpec.DEFAULT_PROJECT, null, null, Map.of(), null, null);

  public ServerVolume {
    config = Map.copyOf(config);
  }

  /** What a volume holds. */
  public enum ContentType {
    FILESYSTEM,
    BLOCK;

    /** The word in manifests and requests. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

package dev.setpoint.target.host;

import dev.setpoint.manifest.HostManifest.Part;
import dev.setpoint.manifest.host.FileSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What belongs to Setpoint and the owner of the machine alone: the machine's policy and the state
 * of the agent. Who may declare files must not get more rights by that.
 *
 * @param paths files and directories with everything below them
 */
public record OwnGround(List<Path> paths) {
  public OwnGround {
    paths = List.copyOf(paths);
  }

  /** Why a part is not allowed; empty when it is. */
  Optional<String> forbids(Part part) {
    if (!(part.spec() instanceof FileSpec spec)) {
      return Optional.empty();
    }
    Path path = Path.of(part.metadata().name());
    boolean clears =
        spec.form() instanceof FileSpec.Absent
            || (spec.form() instanceof FileSpec.Directory directory && directory.purge() != null);
    return paths.stream()
        .filter(own -> path.startsWith(own) || (clears && own.startsWith(path)))
        .findFirst()
        .map(own ->
            "%s: %s belongs to Setpoint and the owner of this machine, and no manifest touches it;"
                    .formatted(part.id(), own)
                + " choose another path");
  }
}

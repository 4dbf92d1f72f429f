package dev.setpoint.target.docker.fields;

import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.target.docker.api.EngineInfo;
import java.util.Set;

/**
 * What differs between the engines behind the one API; data, so that the driver has no branches for
 * it.
 *
 * @param product the engine
 * @param limits what corrects a changed limit
 * @param restart what corrects a changed restart policy
 * @param ownEnv variables that the engine itself sets
 * @param echoed fields that cannot change while a container lives and that the engine does not
 *     report, or not as they were given: they are known by a digest in a label
 * @param readOnlyTmpfs whether a read-only root brings memory file systems on the usual temporary
 *     directories
 * @param tellsRanges whether a network tells the part of its subnet that containers get addresses
 *     from
 * @param tellsFileOwners whether a file read from a container comes with its owner
 * @param tellsLimits whether inspect shows the limits that a running process really has
 * @param tellsAllOptions whether inspect shows devices and security options as they were given
 */
public record Profile(
    EngineInfo.Product product,
    Remedy limits,
    Remedy restart,
    Set<String> ownEnv,
    Set<String> echoed,
    boolean readOnlyTmpfs,
    boolean tellsRanges,
    boolean tellsFileOwners,
    boolean tellsLimits,
    boolean tellsAllOptions) {
  /** Docker 20.10 and later. */
  public static final Profile DOCKER =
      new Profile(
          EngineInfo.Product.DOCKER,
          Remedy.IN_PLACE,
          Remedy.IN_PLACE,
          Set.of(),
          Set.of(),
          false,
          true,
          true,
          true,
          true);

  /**
   * Podman 4.3 and later, over its Docker-compatible API. That has no update call; the one of its
   * own API changes the running process, but neither what inspect shows nor what the next start
   * uses. So limits are corrected by replacing, unless the container was made with the declared
   * ones: then changing the process is enough.
   */
  public static final Profile PODMAN =
      new Profile(
          EngineInfo.Product.PODMAN,
          Remedy.REPLACE,
          Remedy.REPLACE,
          Set.of("PATH", "TERM", "container", "HOME", "HOSTNAME"),
          Set.of("spec.sysctls", "spec.logging"),
          true,
          false,
          false,
          false,
          false);

  public Profile {
    ownEnv = Set.copyOf(ownEnv);
    echoed = Set.copyOf(echoed);
  }

  /** The profile of a product. */
  public static Profile of(EngineInfo.Product product) {
    return switch (product) {
      case DOCKER -> DOCKER;
      case PODMAN -> PODMAN;
    };
  }
}

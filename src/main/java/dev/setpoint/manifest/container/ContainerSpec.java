package dev.setpoint.manifest.container;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code spec} of a {@code Container} manifest. The YAML is flat; its fields are grouped here
 * by concern. A null means "not declared, so not ours"; an empty collection where null is not
 * allowed means "declared to be empty".
 *
 * @param image what it runs ({@code image:})
 * @param pull when the image is fetched ({@code pull:})
 * @param adopt take over a container of this name that is not ours ({@code adopt:})
 * @param state {@code state:}
 * @param oneShot a job that is done once it has exited 0 ({@code oneShot:})
 * @param process {@code command}, {@code entrypoint}, {@code user} and what else concerns it
 * @param env {@code env:}
 * @param labels labels on the container itself ({@code labels:})
 * @param ports {@code ports:}, ranges expanded
 * @param mounts {@code mounts:}
 * @param files {@code files:}
 * @param networking {@code networks}, {@code hostname}, {@code extraHosts}, {@code dns} …
 * @param resources {@code memory}, {@code cpus}, {@code pids} …
 * @param security {@code capAdd}, {@code readOnly}, {@code devices} …
 * @param health {@code health:}, null to leave the image's own
 * @param restart {@code restart:}, null to leave it undeclared
 * @param logging {@code logging:}, null to leave the engine's default
 * @param dependsOn {@code dependsOn:}
 * @param readyWithin time in which a new container must become healthy ({@code readyWithin:})
 */
public record ContainerSpec(
    ImageReference image,
    PullPolicy pull,
    boolean adopt,
    RunState state,
    boolean oneShot,
    ProcessSpec process,
    Map<String, EnvValue> env,
    Map<String, String> labels,
    List<PortMapping> ports,
    List<Mount> mounts,
    List<ContainerFile> files,
    NetworkingSpec networking,
    ResourceLimits resources,
    SecuritySpec security,
    @Nullable HealthCheck health,
    @Nullable RestartPolicy restart,
    @Nullable LoggingSpec logging,
    List<Dependency> dependsOn,
    Duration readyWithin) {
  public ContainerSpec {
    env = Map.copyOf(env);
    labels = Map.copyOf(labels);
    ports = List.copyOf(ports);
    mounts = List.copyOf(mounts);
    files = List.copyOf(files);
    dependsOn = List.copyOf(dependsOn);
  }

  /** Whether a container should exist, running or not. */
  public enum RunState {
    RUNNING,
    STOPPED,
    ABSENT
  }

  /** When the image is fetched from its registry. */
  public enum PullPolicy {
    /** Only when the engine does not have it. */
    MISSING,
    /** Also at intervals, so that a tag moved in the registry is noticed. */
    ALWAYS,
    /** Never: a missing image is reported. */
    NEVER
  }

  /**
   * One entry of {@code dependsOn}.
   *
   * @param container name of a container on the same node
   * @param until what it must have reached before this one is created or started
   */
  public record Dependency(String container, Until until) {
    /** The condition of a dependency. */
    public enum Until {
      STARTED,
      HEALTHY,
      COMPLETED
    }
  }
}

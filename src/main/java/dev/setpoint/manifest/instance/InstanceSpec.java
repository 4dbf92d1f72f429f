package dev.setpoint.manifest.instance;

import dev.setpoint.manifest.container.ContainerSpec.PullPolicy;
import dev.setpoint.manifest.container.ContainerSpec.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A system container or virtual machine. A null means "not declared, so not ours".
 *
 * @param type {@code type:}
 * @param image {@code image:}
 * @param pull when an alias is asked again what it means ({@code pull:})
 * @param architecture {@code architecture:}
 * @param profiles names of profiles, later ones win ({@code profiles:})
 * @param config local options by key ({@code config:})
 * @param devices local devices by name, each as its keys with {@code type} ({@code devices:})
 * @param ephemeral removed by the server when it stops ({@code ephemeral:})
 * @param description {@code description:}
 * @param state {@code state:}
 * @param replacing {@code class}, {@code updateWith} and {@code swap}
 * @param snapshots {@code snapshots:}
 * @param cloudInit {@code cloudInit:}
 * @param files {@code files:}
 * @param boot {@code boot:}
 * @param dependsOn {@code dependsOn:}
 * @param health {@code health:}; null for "running is healthy"
 * @param readyWithin time in which a new one must become healthy ({@code readyWithin:})
 * @param node what makes it a node of the fleet, or null ({@code node:})
 */
public record InstanceSpec(
    Type type,
    InstanceImage image,
    PullPolicy pull,
    @Nullable String architecture,
    List<String> profiles,
    Map<String, String> config,
    Map<String, Map<String, String>> devices,
    boolean ephemeral,
    @Nullable String description,
    RunState state,
    Replacing replacing,
    @Nullable Snapshots snapshots,
    CloudInit cloudInit,
    List<InstanceFile> files,
    Boot boot,
    List<Dependency> dependsOn,
    @Nullable InstanceHealth health,
    Duration readyWithin,
    @Nullable InnerNode node)
    implements ServerSpec {
  public InstanceSpec {
    profiles = List.copyOf(profiles);
    config = Map.copyOf(config);
    devices = Map.copyOf(devices);
    files = List.copyOf(files);
    dependsOn = List.copyOf(dependsOn);
  }

  /** What runs. */
  public enum Type {
    CONTAINER("container"),
    VIRTUAL_MACHINE("virtual-machine");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    /** The word in manifests and requests. */
    public String word() {
      return word;
    }
  }

  /**
   * One entry of {@code dependsOn}.
   *
   * @param instance name of an instance on the same node
   * @param until what it must have reached before this one is created or started
   */
  public record Dependency(String instance, Until until) {
    /** The condition of a dependency. */
    public enum Until {
      STARTED,
      HEALTHY
    }
  }
}

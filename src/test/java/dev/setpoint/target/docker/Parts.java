package dev.setpoint.target.docker;

import dev.setpoint.manifest.container.ContainerFile;
import dev.setpoint.manifest.container.ContainerSpec;
import dev.setpoint.manifest.container.EnvValue;
import dev.setpoint.manifest.container.HealthCheck;
import dev.setpoint.manifest.container.ImageReference;
import dev.setpoint.manifest.container.LoggingSpec;
import dev.setpoint.manifest.container.Mount;
import dev.setpoint.manifest.container.NetworkingSpec;
import dev.setpoint.manifest.container.PortMapping;
import dev.setpoint.manifest.container.ProcessSpec;
import dev.setpoint.manifest.container.ResourceLimits;
import dev.setpoint.manifest.container.RestartPolicy;
import dev.setpoint.manifest.container.SecuritySpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parts of a container's spec, to be exchanged one by one. */
public final class Parts {
  private final ContainerSpec spec;
  private String image;
  private ContainerSpec.RunState state;
  private boolean oneShot;
  private ProcessSpec process;
  private Map<String, EnvValue> env;
  private List<PortMapping> ports;
  private List<Mount> mounts;
  private List<ContainerFile> files;
  private NetworkingSpec networking;
  private ResourceLimits resources;
  private SecuritySpec security;
  private @Nullable HealthCheck health;
  private @Nullable RestartPolicy restart;
  private @Nullable LoggingSpec logging;
  private Map<String, String> labels;
  private Duration readyWithin;

  Parts(ContainerSpec spec) {
    this.spec = spec;
    this.image = spec.image().text();
    this.state = spec.state();
    this.oneShot = spec.oneShot();
    this.process = spec.process();
    this.env = spec.env();
    this.ports = spec.ports();
    this.mounts = spec.mounts();
    this.files = spec.files();
    this.networking = spec.networking();
    this.resources = spec.resources();
    this.security = spec.security();
    this.health = spec.health();
    this.restart = spec.restart();
    this.logging = spec.logging();
    this.labels = spec.labels();
    this.readyWithin = spec.readyWithin();
  }

  public Parts image(String other) {
    image = other;
    return this;
  }

  public Parts stopped() {
    state = ContainerSpec.RunState.STOPPED;
    return this;
  }

  public Parts oneShot() {
    oneShot = true;
    return this;
  }

  public Parts command(String... words) {
    process =
        new ProcessSpec(
            process.entrypoint(),
            List.of(words),
            process.user(),
            process.workingDir(),
            process.init(),
            process.stopSignal(),
            process.stopGrace());
    return this;
  }

  public Parts process(ProcessSpec other) {
    process = other;
    return this;
  }

  public Parts env(Map<String, EnvValue> other) {
    env = other;
    return this;
  }

  public Parts ports(PortMapping... other) {
    ports = List.of(other);
    return this;
  }

  public Parts mounts(Mount... other) {
    mounts = List.of(other);
    return this;
  }

  public Parts files(ContainerFile... other) {
    files = List.of(other);
    return this;
  }

  public Parts networking(NetworkingSpec other) {
    networking = other;
    return this;
  }

  public Parts networks(NetworkingSpec.Attachment... other) {
    return networking(
        new NetworkingSpec(null, List.of(other), null, Map.of(), List.of(), List.of(), List.of()));
  }

  public Parts resources(ResourceLimits other) {
    resources = other;
    return this;
  }

  public Parts memory(long bytes, String cpus) {
    return resources(
        new ResourceLimits(bytes, null, null, new BigDecimal(cpus), null, null, null, null));
  }

  public Parts security(SecuritySpec other) {
    security = other;
    return this;
  }

  public Parts health(HealthCheck other) {
    health = other;
    return this;
  }

  public Parts restart(String name, int retries) {
    restart = new RestartPolicy(name, retries);
    return this;
  }

  public Parts logging(LoggingSpec other) {
    logging = other;
    return this;
  }

  public Parts labels(Map<String, String> other) {
    labels = other;
    return this;
  }

  public Parts readyWithin(Duration other) {
    readyWithin = other;
    return this;
  }

  ContainerSpec build() {
    return new ContainerSpec(
        new ImageReference(image),
        spec.pull(),
        spec.adopt(),
        state,
        oneShot,
        process,
        env,
        labels,
        ports,
        mounts,
        files,
        networking,
        resources,
        security,
        health,
        restart,
        logging,
        spec.dependsOn(),
        readyWithin);
  }
}

package dev.setpoint.target.lxd.guard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.NetworkManifest;
import dev.setpoint.manifest.ServerManifest;
import dev.setpoint.manifest.instance.InstanceSpec;
import dev.setpoint.manifest.instance.PoolSpec;
import dev.setpoint.manifest.instance.ProfileSpec;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges what servers are to make, by what the policy says now. Safe for many threads. */
public final class ServerJudge {
  private final Server server;
  private final ServerPolicy policy;

  /**
   * A judge.
   *
   * @param server asked what profiles and networks there are
   */
  public ServerJudge(Server server, ServerPolicy policy) {
    this.server = server;
    this.policy = policy;
  }

  /**
   * Why a declared thing is not allowed; empty when it is, or when the server does not say what its
   * profiles are: then the call itself is judged.
   */
  public Optional<String> refuses(Manifest manifest) {
    if (policy.isOpen()) {
      return Optional.empty();
    }
    try {
      return ServerPolicy.sentence(against(manifest)).map(why -> manifest.id() + ": " + why);
    } catch (LxdException notTold) {
      return Optional.empty();
    }
  }

  private List<String> against(Manifest manifest) {
    if (manifest instanceof NetworkManifest network) {
      return network(network.driver());
    }
    if (!(manifest instanceof ServerManifest declared)) {
      return List.of();
    }
    return switch (declared.spec()) {
      case InstanceSpec spec ->
          instance(
              profiles(declared.project(), spec.profiles()).with(spec.config(), spec.devices()));
      case ProfileSpec spec -> instance(new Expanded().with(spec.config(), spec.devices()));
      case PoolSpec spec -> pool(spec.config());
      default -> List.of();
    };
  }

  /** What is against a call that makes or changes something. */
  List<String> against(EntityPath path, JsonNode body) {
    if (policy.isOpen()) {
      return List.of();
    }
    return switch (path.type()) {
      case INSTANCE -> instance(profiles(path.project(), named(body)).with(body));
      case PROFILE -> instance(new Expanded().with(body));
      case NETWORK -> network(body.path("type").asText("bridge"));
      case POOL -> pool(new Expanded().with(body).config());
      default -> List.of();
    };
  }

  /** What is against having what a snapshot has. */
  List<String> againstSnapshot(JsonNode snapshot) {
    return policy.isOpen()
        ? List.of()
        : instance(
            new Expanded()
                .with(snapshot.path("expanded_config"), snapshot.path("expanded_devices")));
  }

  /** Where a body names none, the servers take this one. */
  private static List<String> named(JsonNode body) {
    JsonNode profiles = body.path("profiles");
    return profiles.isArray()
        ? profiles.valueStream().map(JsonNode::asText).toList()
        : List.of("default");
  }

  private Expanded profiles(String project, List<String> names) {
    var expanded = new Expanded();
    names.forEach(name ->
        server
            .find(EntityPath.profile(project, name))
            .ifPresent(profile -> expanded.with(profile.json())));
    return expanded;
  }

  private List<String> instance(Expanded expanded) {
    var findings = new Findings(policy);
    new OptionRules(findings).judge(expanded.config());
    new DeviceRules(findings, this::networkType).judge(expanded.devices());
    return findings.all();
  }

  private String networkType(String name) {
    return server
        .find(EntityPath.network(EntityPath.DEFAULT_PROJECT, name))
        .map(network -> network.json().path("type").asText())
        .orElse("");
  }

  private List<String> network(String driver) {
    var findings = new Findings(policy);
    findings.listed("driver", driver, "networkDrivers", driver);
    return findings.all();
  }

  /** A pool on a directory of the machine gives that directory to whoever has volumes in it. */
  private List<String> pool(Map<String, String> config) {
    var findings = new Findings(policy);
    String source = config.getOrDefault("source", "");
    if (source.startsWith("/dev/")) {
      findings.listed("source", source, "devices", source);
    } else if (source.startsWith("/")) {
      findings.path("source", source, false);
    }
    return new ArrayList<>(findings.all());
  }
}

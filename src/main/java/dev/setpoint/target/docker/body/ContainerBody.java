package dev.setpoint.target.docker.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.container.ContainerSpec;
import dev.setpoint.manifest.container.HealthCheck;
import dev.setpoint.manifest.container.NetworkingSpec.Attachment;
import dev.setpoint.manifest.container.ProcessSpec;
import dev.setpoint.reconcile.ObservedResource.OwnerMark;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.docker.fields.Attachments;
import dev.setpoint.target.docker.fields.DeclaredContainer;
import dev.setpoint.target.docker.fields.Echo;
import dev.setpoint.target.docker.fields.OwnerLabels;
import dev.setpoint.target.docker.fields.Profile;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a container is created from: the declaration in the engine's words. */
public final class ContainerBody {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final DeclaredContainer declared;
  private final ContainerSpec spec;
  private final Profile profile;

  /** The body of one declared container on one kind of engine. */
  public ContainerBody(DeclaredContainer declared, Profile profile) {
    this.declared = declared;
    this.spec = declared.spec();
    this.profile = profile;
  }

  /**
   * What is written on it for later.
   *
   * @param owner whose it is
   * @param operation id of the correction
   * @param ownCapabilities what the engine gives every container, where it has to be noted
   */
  public record Marks(OwnerMark owner, String operation, Set<String> ownCapabilities) {
    public Marks {
      ownCapabilities = Set.copyOf(ownCapabilities);
    }
  }

  /**
   * The body for a create call, with the first network; the others are connected afterwards.
   *
   * @param fields the declared fields
   * @param carried volumes without a name that the predecessor hands on, by path
   */
  public ObjectNode create(Marks marks, Fields fields, Map<String, String> carried) {
    ObjectNode body = JSON.objectNode();
    body.put("Image", spec.image().canonical());
    process(body);
    var env = body.putArray("Env");
    declared.plainEnv().forEach((key, value) -> env.add(key + "=" + value));
    var labels = new TreeMap<>(spec.labels());
    labels.putAll(OwnerLabels.of(marks.owner(), marks.operation()));
    OwnerLabels.addCapabilities(labels, marks.ownCapabilities());
    OwnerLabels.addHidden(labels, declared.secretEnv());
    Echo.write(labels, fields, profile);
    body.set("Labels", object(labels));
    if (spec.networking().hostname() != null) {
      body.put("Hostname", spec.networking().hostname());
    }
    if (spec.health() != null) {
      body.set("Healthcheck", health(spec.health()));
    }
    ObjectNode host = body.putObject("HostConfig");
    new HostBody(spec).fill(host, carried);
    exposed(body);
    first(body, host);
    return body;
  }

  private void process(ObjectNode body) {
    ProcessSpec process = spec.process();
    if (process.entrypoint() != null) {
      body.set("Entrypoint", array(process.entrypoint()));
    }
    if (process.command() != null) {
      body.set("Cmd", array(process.command()));
    }
    if (process.user() != null) {
      body.put("User", process.user());
    }
    if (process.workingDir() != null) {
      body.put("WorkingDir", process.workingDir());
    }
    if (process.stopSignal() != null) {
      body.put("StopSignal", process.stopSignal());
    }
    if (process.stopGrace() != null) {
      body.put("StopTimeout", process.stopGrace().toSeconds());
    }
  }

  private void exposed(ObjectNode body) {
    ObjectNode exposed = body.putObject("ExposedPorts");
    spec.ports()
        .forEach(port -> exposed.putObject(port.containerPort() + "/" + port.protocol().word()));
  }

  private void first(ObjectNode body, ObjectNode host) {
    List<Attachment> attachments = Attachments.of(spec.networking());
    if (attachments.isEmpty()) {
      host.put("NetworkMode", Attachments.mode(spec.networking()));
      return;
    }
    Attachment first = attachments.getFirst();
    host.put("NetworkMode", first.name());
    if (!first.name().equals(Attachments.BRIDGE)) {
      body.putObject("NetworkingConfig")
          .putObject("EndpointsConfig")
          .set(first.name(), endpoint(first));
    }
  }

  /** Networks that are connected after creation. */
  public List<Attachment> further() {
    List<Attachment> attachments = Attachments.of(spec.networking());
    return attachments.isEmpty() ? attachments : attachments.subList(1, attachments.size());
  }

  /** All networks, the default one among them. */
  public List<Attachment> networks() {
    return Attachments.of(spec.networking());
  }

  /** The body of a connect call. */
  public static ObjectNode connect(String container, Attachment attachment) {
    ObjectNode body = JSON.objectNode();
    body.put("Container", container);
    body.set("EndpointConfig", endpoint(attachment));
    return body;
  }

  private static ObjectNode endpoint(Attachment attachment) {
    ObjectNode endpoint = JSON.objectNode();
    if (!attachment.aliases().isEmpty()) {
      endpoint.set("Aliases", array(attachment.aliases()));
    }
    if (attachment.ipv4() != null || attachment.ipv6() != null) {
      ObjectNode fixed = endpoint.putObject("IPAMConfig");
      if (attachment.ipv4() != null) {
        fixed.put("IPv4Address", attachment.ipv4());
      }
      if (attachment.ipv6() != null) {
        fixed.put("IPv6Address", attachment.ipv6());
      }
    }
    return endpoint;
  }

  private static ObjectNode health(HealthCheck health) {
    ObjectNode body = JSON.objectNode();
    if (health.disabled()) {
      body.putArray("Test").add("NONE");
      return body;
    }
    if (!health.command().isEmpty()) {
      var test = body.putArray("Test").add("CMD");
      health.command().forEach(test::add);
    }
    nanos(body, "Interval", health.interval());
    nanos(body, "Timeout", health.timeout());
    nanos(body, "StartPeriod", health.startPeriod());
    if (health.retries() != null) {
      body.put("Retries", health.retries());
    }
    return body;
  }

  private static void nanos(ObjectNode body, String name, @Nullable Duration duration) {
    if (duration != null) {
      body.put(name, duration.toNanos());
    }
  }

  /** The body of an update call: all limits that are declared, and the restart policy. */
  public ObjectNode update() {
    ObjectNode body = JSON.objectNode();
    var host = new HostBody(spec);
    host.limits(body);
    host.restart(body);
    return body;
  }

  static JsonNode array(Collection<String> items) {
    var array = JSON.arrayNode();
    items.forEach(array::add);
    return array;
  }

  static ObjectNode object(Map<String, String> entries) {
    ObjectNode object = JSON.objectNode();
    new TreeMap<>(entries).forEach(object::put);
    return object;
  }
}

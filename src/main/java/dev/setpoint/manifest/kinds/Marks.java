package dev.setpoint.manifest.kinds;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.container.NetworkingSpec.Attachment;
import dev.setpoint.manifest.container.PortMapping;
import dev.setpoint.manifest.shape.Marker;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values whose place is needed by the checks that see all manifests at once. */
public final class Marks {
  /** A node named in a placement or a policy. */
  public static final Marker<String> NODE_NAME = new Marker<>();

  /** A selector of nodes by their labels. */
  public static final Marker<Map<String, String>> NODE_LABELS = new Marker<>();

  /** A target named in a placement. */
  public static final Marker<String> TARGET = new Marker<>();

  /** A resource named in a policy. */
  public static final Marker<String> POLICY_RESOURCE = new Marker<>();

  /** A file of the repository. */
  public static final Marker<String> FILE = new Marker<>();

  /** A file of the repository whose variables are to be filled in. */
  public static final Marker<String> TEMPLATE_FILE = new Marker<>();

  /** A file of the repository that holds values of variables. */
  public static final Marker<String> VARS_FILE = new Marker<>();

  /** A placement on every node. */
  public static final Marker<Boolean> ALL_NODES = new Marker<>();

  /** A network or volume used by a container. */
  public static final Marker<Use> USE = new Marker<>();

  /** A container attached to a network with a fixed address. */
  public static final Marker<Attachment> FIXED_ADDRESS = new Marker<>();

  /** What a resource of a server uses, which may exist there without a manifest. */
  public static final Marker<Use> SERVER_USE = new Marker<>();

  /** A name that is said to exist on the server without a manifest. */
  public static final Marker<String> EXTERNAL = new Marker<>();

  /** A thing of a machine that a Host declares. */
  public static final Marker<ResourceId> HOST_PART = new Marker<>();

  /** A thing of a machine that must come before another one. */
  public static final Marker<ResourceId> HOST_NEED = new Marker<>();

  /** What only one instance of a node can have. */
  public static final Marker<Claim> CLAIM = new Marker<>();

  /** An instance that is to be a node. */
  public static final Marker<Inner> INNER_NODE = new Marker<>();

  /** A dependency of a container or an instance on another one. */
  public static final Marker<Dependency> DEPENDENCY = new Marker<>();

  /** One entry of published ports, expanded. */
  public static final Marker<List<PortMapping>> PORTS = new Marker<>();

  private Marks() {}

  /**
   * A resource that another one needs.
   *
   * @param isExternal whether it is said to exist without a manifest
   */
  public record Use(ResourceKind kind, String name, boolean isExternal) {}

  /**
   * Something that must run before.
   *
   * @param name a resource of the same kind on the same node
   * @param untilCompleted whether it must have exited by itself
   */
  public record Dependency(String name, boolean untilCompleted) {}

  /**
   * A node inside an instance.
   *
   * @param name its name; null for that of the instance
   */
  public record Inner(@Nullable String name) {}

  /**
   * What only one instance of a node can have.
   *
   * @param what what people call it, such as "the address"
   * @param value in the form in which two that mean the same are equal
   */
  public record Claim(String what, String value) {}
}

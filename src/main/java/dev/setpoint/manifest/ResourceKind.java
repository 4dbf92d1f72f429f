package dev.setpoint.manifest;

import dev.setpoint.manifest.node.TargetFamily;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The kinds of manifest that this version reads; what is used stands before its users. */
public enum ResourceKind {
  NODE("Node"),
  POLICY("Policy"),
  PROJECT("Project"),
  STORAGEPOOL("StoragePool"),
  NETWORK("Network"),
  VOLUME("Volume"),
  IMAGE("Image"),
  INSTANCEPROFILE("InstanceProfile"),
  INSTANCE("Instance"),
  CONTAINER("Container"),
  HOST("Host"),
  FILE("File"),
  PACKAGE("Package"),
  UNIT("Unit");

  private static final List<TargetFamily> NOWHERE = List.of();
  private static final List<TargetFamily> ENGINES = List.of(TargetFamily.ENGINE);
  private static final List<TargetFamily> SERVERS = List.of(TargetFamily.SERVER);
  private static final List<TargetFamily> HOSTS = List.of(TargetFamily.HOST);
  private static final List<TargetFamily> ENGINES_FIRST =
      List.of(TargetFamily.ENGINE, TargetFamily.SERVER);

  private final String yamlName;

  ResourceKind(String yamlName) {
    this.yamlName = yamlName;
  }

  /** The word that a manifest writes behind {@code kind:}. */
  public String yamlName() {
    return yamlName;
  }

  /** Its name with an article, for sentences. */
  public String noun() {
    return ("AEIOU".indexOf(yamlName.charAt(0)) < 0 ? "a " : "an ") + yamlName;
  }

  /** The lower-case word used in ids, commands and messages. */
  public String word() {
    return yamlName.toLowerCase(Locale.ROOT);
  }

  /** The kinds that a document can be of; the others are parts of one. */
  public static List<ResourceKind> written() {
    return Arrays.stream(values()).filter(kind -> !kind.isPartOfHost()).toList();
  }

  /**
   * Whether it is one thing of a machine, declared within a {@code Host}. Such a thing is never
   * absent from a machine, only in another state, and it belongs to whoever declares it.
   */
  public boolean isPartOfHost() {
    return this != HOST && families().equals(HOSTS);
  }

  /** The families of targets that can hold it, the preferred one first; none for no target. */
  public List<TargetFamily> families() {
    return switch (this) {
      case NODE, POLICY -> NOWHERE;
      case CONTAINER -> ENGINES;
      case NETWORK, VOLUME -> ENGINES_FIRST;
      case PROJECT, STORAGEPOOL, IMAGE, INSTANCEPROFILE, INSTANCE -> SERVERS;
      case HOST, FILE, PACKAGE, UNIT -> HOSTS;
    };
  }

  /**
   * The target that holds it when its manifest names none: the first one of its preferred family.
   * Empty when none of them can.
   *
   * @param targets names of the targets of a node, in their order
   */
  public Optional<String> defaultTarget(Collection<String> targets) {
    return families().stream()
        .flatMap(
            family -> targets.stream().filter(target -> TargetFamily.of(target) == family).limit(1))
        .findFirst();
  }

  /** Whether one that holds a name of ours can be renamed, so that nothing of it is lost. */
  public boolean canBeSetAside() {
    return runs();
  }

  /**
   * Whether removing one loses what cannot be made again, so that its manifest must have said
   * {@code onRemove: delete}.
   */
  public boolean holdsData() {
    return this == PROJECT || this == STORAGEPOOL || this == VOLUME;
  }

  /** Whether it runs, and so has a state of its own. */
  public boolean runs() {
    return this == INSTANCE || this == CONTAINER;
  }

  /** The kinds that one of it can be in use of, on the same target. */
  public Set<ResourceKind> uses() {
    return switch (this) {
      case NODE, POLICY, PROJECT, STORAGEPOOL -> Set.of();
      case NETWORK, IMAGE -> Set.of(PROJECT);
      case VOLUME -> Set.of(PROJECT, STORAGEPOOL);
      case INSTANCEPROFILE -> Set.of(PROJECT, STORAGEPOOL, NETWORK, VOLUME);
      case INSTANCE -> Set.of(PROJECT, STORAGEPOOL, NETWORK, VOLUME, IMAGE, INSTANCEPROFILE);
      case CONTAINER -> Set.of(NETWORK, VOLUME);
      case HOST, FILE, PACKAGE, UNIT -> Set.of();
    };
  }
}

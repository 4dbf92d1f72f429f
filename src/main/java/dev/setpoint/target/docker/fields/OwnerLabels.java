package dev.setpoint.target.docker.fields;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.ObservedResource.OwnerMark;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The labels by which Setpoint knows its own objects. They are written once, with the object, and
 * are never part of what is compared.
 */
public final class OwnerLabels {
  static final String PREFIX = "dev.setpoint.";
  public static final String OWNER = PREFIX + "owner";
  static final String NODE = PREFIX + "node";
  static final String RESOURCE = PREFIX + "resource";
  static final String SPEC = PREFIX + "spec";
  public static final String OPERATION = PREFIX + "operation";
  static final String HIDDEN = PREFIX + "hidden-env";
  static final String ECHO = PREFIX + "echo.";
  static final String CAPABILITIES = PREFIX + "own-capabilities";

  private OwnerLabels() {}

  /** Labels of a new object. */
  public static SortedMap<String, String> of(OwnerMark mark, String operation) {
    var labels = new TreeMap<String, String>();
    labels.put(OWNER, mark.owner());
    labels.put(NODE, mark.node());
    labels.put(RESOURCE, mark.resource().toString());
    labels.put(SPEC, mark.specDigest());
    labels.put(OPERATION, operation);
    return labels;
  }

  /** The mark that labels carry, whoever's it is. */
  public static Optional<OwnerMark> read(Map<String, String> labels) {
    String owner = labels.get(OWNER);
    String node = labels.get(NODE);
    Optional<ResourceId> resource = ResourceId.parse(labels.getOrDefault(RESOURCE, ""));
    if (owner == null || node == null || resource.isEmpty()) {
      return Optional.empty();
    }
    String spec = labels.getOrDefault(SPEC, "");
    return Optional.of(new OwnerMark(owner, node, resource.get(), spec));
  }

  /**
   * The mark on a container, unless it came with its image: an image committed from a container of
   * ours hands its labels on to containers that somebody else makes of it.
   */
  public static Optional<OwnerMark> readUnlessOfImage(
      Map<String, String> labels, Map<String, String> imageLabels) {
    String operation = labels.get(OPERATION);
    boolean ofImage = operation != null && operation.equals(imageLabels.get(OPERATION));
    return ofImage ? Optional.empty() : read(labels);
  }

  static boolean isOurs(String label) {
    return label.startsWith(PREFIX);
  }

  /** Names the variables that came from secrets, so that they stay hidden for ever. */
  public static void addHidden(Map<String, String> labels, Collection<String> variables) {
    if (!variables.isEmpty()) {
      labels.put(HIDDEN, String.join(",", variables));
    }
  }

  /** Notes what the engine gives by itself, so that another default tomorrow is no drift. */
  public static void addCapabilities(Map<String, String> labels, Collection<String> own) {
    if (!own.isEmpty()) {
      labels.put(CAPABILITIES, String.join(",", new TreeSet<>(own)));
    }
  }

  static void addEcho(Map<String, String> labels, String path, String value) {
    labels.put(ECHO + path, value);
  }
}

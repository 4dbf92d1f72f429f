package dev.setpoint.manifest.kinds;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.kinds.host.HostKind;
import dev.setpoint.manifest.kinds.server.ServerKinds;
import dev.setpoint.manifest.shape.ObjectShape;
import dev.setpoint.manifest.shape.Reading;
import dev.setpoint.manifest.yaml.Nearest;
import dev.setpoint.manifest.yaml.Node;
import dev.setpoint.manifest.yaml.Visible;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All kinds: finds the shape of a document by its first keys. */
public final class Kinds {
  private static final String WHAT_TO_WRITE = "write apiVersion: " + Envelope.API_VERSION;
  private static final Pattern OTHER_VERSION = Pattern.compile("setpoint\\.dev/v[0-9][a-z0-9]*");

  private Kinds() {}

  /** The shape of whole documents of a kind. */
  public static ObjectShape<? extends Manifest> shape(ResourceKind kind) {
    return switch (kind) {
      case NODE -> NodeKind.ENVELOPE.shape();
      case POLICY -> PolicyKind.ENVELOPE.shape();
      case NETWORK -> NetworkKind.ENVELOPE.shape();
      case VOLUME -> VolumeKind.ENVELOPE.shape();
      case CONTAINER -> ContainerKind.ENVELOPE.shape();
      case PROJECT -> ServerKinds.PROJECT.shape();
      case STORAGEPOOL -> ServerKinds.STORAGE_POOL.shape();
      case IMAGE -> ServerKinds.IMAGE.shape();
      case INSTANCEPROFILE -> ServerKinds.INSTANCE_PROFILE.shape();
      case INSTANCE -> ServerKinds.INSTANCE.shape();
      case HOST -> HostKind.ENVELOPE.shape();
      case FILE, PACKAGE, UNIT ->
          throw new IllegalArgumentException(kind.noun() + " is written within a Host");
    };
  }

  /** Whether manifests of a kind live on nodes. */
  public static boolean arePlaced(ResourceKind kind) {
    return !kind.families().isEmpty();
  }

  /** The kind of a document; empty when it has none that is known, which has been reported then. */
  public static Optional<ResourceKind> kindOf(Node document, Reading reading) {
    if (!(document instanceof Node.Mapping block)) {
      reading.refuse(
          document.place(),
          "the document is " + document.noun(),
          "a manifest is a block of keys",
          WHAT_TO_WRITE + " and kind, metadata and spec");
      return Optional.empty();
    }
    Node version = valueOf(block, "apiVersion");
    if (version == null) {
      reading.refuse(
          document.place(),
          "the document has no apiVersion",
          "every YAML file below the followed path holds manifests",
          WHAT_TO_WRITE + ", or move the file elsewhere");
      return Optional.empty();
    }
    if (!(version instanceof Node.Scalar text && text.text().equals(Envelope.API_VERSION))) {
      refuseVersion(version, reading);
      return Optional.empty();
    }
    return known(block, reading);
  }

  /** The name that a document claims, sound or not. */
  public static Optional<Node.Scalar> nameOf(Node document) {
    return document instanceof Node.Mapping block
            && valueOf(block, "metadata") instanceof Node.Mapping metadata
            && valueOf(metadata, "name") instanceof Node.Scalar name
            && !name.isNull()
        ? Optional.of(name)
        : Optional.empty();
  }

  private static void refuseVersion(Node version, Reading reading) {
    String said = version instanceof Node.Scalar text ? text.text() : version.noun();
    boolean isOther = OTHER_VERSION.matcher(said).matches();
    reading.refuse(
        version.place(),
        "apiVersion is " + Visible.quoted(said),
        isOther
            ? "this version of Setpoint reads " + Envelope.API_VERSION + " only"
            : "only manifests of Setpoint are read here",
        isOther ? "write " + Envelope.API_VERSION + " or upgrade Setpoint" : WHAT_TO_WRITE);
  }

  private static Optional<ResourceKind> known(Node.Mapping block, Reading reading) {
    Node kind = valueOf(block, "kind");
    List<String> names = ResourceKind.written().stream().map(ResourceKind::yamlName).toList();
    String all = String.join(", ", names);
    if (!(kind instanceof Node.Scalar word)) {
      reading.refuse(
          kind == null ? block.place() : kind.place(),
          kind == null ? "the document has no kind" : "kind is " + kind.noun(),
          "the kind says which fields it has",
          "write kind: and one of " + all);
      return Optional.empty();
    }
    Optional<ResourceKind> found =
        ResourceKind.written().stream()
            .filter(one -> one.yamlName().equals(word.text()))
            .findFirst();
    if (found.isEmpty()) {
      reading.refuse(
          word.place(),
          "the kind " + Visible.quoted(word.text()) + " is not known",
          "this version reads " + all,
          Nearest.to(word.text(), names)
              .map(near -> "did you mean " + near + "?")
              .orElse("write one of them"));
    }
    return found;
  }

  private static @Nullable Node valueOf(Node.Mapping block, String key) {
    return block.entries().stream()
        .filter(entry -> entry.key().text().equals(key))
        .map(Node.Entry::value)
        .findFirst()
        .orElse(null);
  }
}

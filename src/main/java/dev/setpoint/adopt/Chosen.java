package dev.setpoint.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.target.draft.Draft.Written;
import dev.setpoint.target.draft.Sketch;
import java.util.LinkedHashSet;
import java.util.Set;

/** A draft that becomes a manifest. */
record Chosen(String target, Written draft) {
  /** The document, with the names in it that no manifest declares marked as external. */
  ObjectNode document(String node, Declared declared, boolean isProtected) {
    ObjectNode document = Sketch.NODES.objectNode();
    document.put("apiVersion", "setpoint.dev/v1").put("kind", draft.kind().yamlName());
    document.putObject("metadata").put("name", draft.name());
    ObjectNode spec = document.putObject("spec");
    spec.putObject("nodes").putArray("names").add(node);
    spec.put("target", target).put("adopt", true);
    if (isProtected) {
      spec.put("protect", "confirm");
    }
    spec.setAll(draft.spec().deepCopy());
    if (draft.kind() == ResourceKind.CONTAINER) {
      markNetworks(spec, declared);
      markVolumes(spec, declared);
    } else if (draft.kind() == ResourceKind.INSTANCE
        || draft.kind() == ResourceKind.INSTANCEPROFILE) {
      markUses(spec, declared);
    }
    return document;
  }

  /** Tells what manifests declare on a target. */
  @FunctionalInterface
  interface Declared {
    boolean has(String target, ResourceKind kind, String name);
  }

  private void markNetworks(ObjectNode spec, Declared declared) {
    var networks = Sketch.NODES.arrayNode();
    for (JsonNode each : spec.path("networks")) {
      String name = each.isTextual() ? each.asText() : each.path("name").asText();
      boolean isKnown = each.has("external") || declared.has(target, ResourceKind.NETWORK, name);
      if (isKnown) {
        networks.add(each);
      } else {
        ObjectNode full = Sketch.NODES.objectNode().put("name", name);
        if (each instanceof ObjectNode more) {
          full.setAll(more);
        }
        networks.add(full.put("external", true));
      }
    }
    if (!networks.isEmpty()) {
      spec.set("networks", networks);
    }
  }

  private void markVolumes(ObjectNode spec, Declared declared) {
    for (JsonNode mount : spec.path("mounts")) {
      if (mount instanceof ObjectNode full
          && full.has("volume")
          && !declared.has(target, ResourceKind.VOLUME, full.path("volume").asText())) {
        full.put("external", true);
      }
    }
  }

  /** What a server has is taken as it is; the mark keeps it from looking like a typing error. */
  private void markUses(ObjectNode spec, Declared declared) {
    Set<String> external = new LinkedHashSet<>();
    for (JsonNode profile : spec.path("profiles")) {
      note(ResourceKind.INSTANCEPROFILE, profile.asText(), declared, external);
    }
    for (JsonNode device : spec.path("devices")) {
      note(ResourceKind.NETWORK, device.path("network").asText(), declared, external);
      note(ResourceKind.STORAGEPOOL, device.path("pool").asText(), declared, external);
    }
    if (!external.isEmpty()) {
      spec.set("external", Sketch.array(external));
    }
  }

  private void note(ResourceKind kind, String name, Declared declared, Set<String> external) {
    boolean isUnsaid = kind == ResourceKind.INSTANCEPROFILE && name.equals("default");
    if (!name.isEmpty() && !isUnsaid && !declared.has(target, kind, name)) {
      external.add(name);
    }
  }
}

package dev.setpoint.target.docker.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.scalar.AddressRange;
import dev.setpoint.target.docker.fields.LiveContainer;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.draft.Draft;
import dev.setpoint.target.draft.Draft.LeftOut;
import dev.setpoint.target.draft.Sketch;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Drafts a network. */
final class NetworkDraft {
  private static final Set<String> BY_ENGINE = Set.of("bridge", "host", "none", "ingress");

  /** Where Docker takes subnets from when nobody names one. */
  private static final Pattern CHOSEN =
      Pattern.compile("172\\.(1[7-9]|2[0-9]|3[01])\\.0\\.0/16|192\\.168\\.[0-9]+\\.0/20");

  private static final Set<String> GENERATED_OPTIONS =
      Set.of("com.docker.network.enable_ipv4", "com.docker.network.enable_ipv6");

  private NetworkDraft() {}

  /** Whether the engine has it without anybody having made it. */
  static boolean isByEngine(JsonNode network, String defaultNetwork) {
    String name = network.path("Name").asText();
    return BY_ENGINE.contains(name) || name.equals(defaultNetwork) || name.equals("podman");
  }

  /**
   * The draft.
   *
   * @param fixed names of networks in which containers have addresses of their own
   */
  static Draft of(JsonNode network, Set<String> fixed, Profile profile) {
    String name = network.path("Name").asText();
    Map<String, String> labels = LiveContainer.labelsIn(network);
    Optional<String> foreign = foreign(network, labels);
    if (foreign.isPresent()) {
      return new LeftOut(ResourceKind.NETWORK, name, foreign.get());
    }
    var sketch = new Sketch(ResourceKind.NETWORK, name);
    String driver = network.path("Driver").asText();
    if (!driver.equals("bridge")) {
      sketch.text("driver", driver);
    }
    subnets(network, fixed.contains(name), sketch);
    sketch.flag("internal", network.path("Internal").asBoolean());
    sketch.flag("ipv6", network.path("EnableIPv6").asBoolean());
    var options = new TreeMap<>(LiveView.texts(network.path("Options")));
    options.keySet().removeAll(GENERATED_OPTIONS);
    sketch.texts("options", Labels.options(options, sketch));
    sketch.texts("labels", Labels.own(labels, Map.of(), sketch));
    if (network.path("Attachable").asBoolean()) {
      sketch.lost("attachable");
    }
    String addresses = network.path("IPAM").path("Driver").asText("default");
    if (!addresses.equals("default") && !profile.equals(Profile.PODMAN)) {
      sketch.lost("the address driver " + addresses);
    }
    Foreign.note(labels, sketch);
    return sketch.done();
  }

  private static Optional<String> foreign(JsonNode network, Map<String, String> labels) {
    if (network.path("Scope").asText().equals("swarm")) {
      return Optional.of("a swarm holds it");
    }
    return network.path("ConfigOnly").asBoolean()
        ? Optional.of("it is a configuration for others, which no manifest says")
        : Foreign.byLabels(labels);
  }

  private static void subnets(JsonNode network, boolean isFixed, Sketch sketch) {
    ArrayNode subnets = Sketch.NODES.arrayNode();
    for (JsonNode config : network.path("IPAM").path("Config")) {
      String subnet = config.path("Subnet").asText();
      if (subnet.isEmpty() || (!isFixed && CHOSEN.matcher(subnet).matches())) {
        continue;
      }
      ObjectNode written = subnets.addObject().put("subnet", subnet);
      String gateway = config.path("Gateway").asText();
      if (!gateway.isEmpty() && !isFirst(gateway, subnet)) {
        written.put("gateway", gateway);
      }
      String range = config.path("IPRange").asText();
      if (!range.isEmpty()) {
        written.put("ipRange", range);
      }
      if (!config.path("AuxiliaryAddresses").isEmpty()) {
        sketch.lost("the reserved addresses of " + subnet);
      }
    }
    sketch.put("subnets", subnets);
  }

  /** The first address of a subnet is what engines take by themselves. */
  private static boolean isFirst(String gateway, String subnet) {
    try {
      byte[] first = AddressRange.of(subnet).bytes().clone();
      first[first.length - 1]++;
      return Arrays.equals(first, InetAddress.ofLiteral(gateway).getAddress());
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }
}

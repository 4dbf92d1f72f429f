package dev.setpoint.target.docker.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.draft.Sketch;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** How a container is reached. */
final class NetworkingDraft {
  private static final String BRIDGE = "bridge";
  private static final Pattern HOST_NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9-]{1,63})*");

  private final LiveView view;
  private final Sketch sketch;

  private NetworkingDraft(LiveView view, Sketch sketch) {
    this.view = view;
    this.sketch = sketch;
  }

  static void write(LiveView view, Sketch sketch) {
    var draft = new NetworkingDraft(view, sketch);
    draft.ports();
    draft.networks();
    draft.names();
  }

  private void ports() {
    var ports = new TreeSet<Port>();
    for (var binding : view.host().path("PortBindings").properties()) {
      String[] inside = binding.getKey().split("/", 2);
      for (JsonNode host : binding.getValue()) {
        ports.add(
            new Port(
                Integer.parseInt(inside[0]),
                inside.length > 1 ? inside[1] : "tcp",
                host.path("HostIp").asText(),
                host.path("HostPort").asText()));
      }
    }
    sketch.words("ports", ports.stream().map(Port::text).toList());
  }

  /** One published port. */
  private record Port(int inside, String protocol, String address, String outside)
      implements Comparable<Port> {
    @Override
    public int compareTo(Port other) {
      int byPort = Integer.compare(inside, other.inside);
      return byPort == 0 ? toString().compareTo(other.toString()) : byPort;
    }

    String text() {
      var text = new StringBuilder();
      if (!address.isEmpty() && !address.equals("0.0.0.0")) {
        text.append(address.contains(":") ? "[" + address + "]" : address).append(':');
      }
      boolean isChosen = !outside.isEmpty() && !outside.equals("0");
      if (isChosen || !text.isEmpty()) {
        text.append(isChosen ? outside : "").append(':');
      }
      text.append(inside);
      return protocol.equals("tcp") ? text.toString() : text + "/" + protocol;
    }
  }

  private void networks() {
    String mode = view.host().path("NetworkMode").asText();
    if (mode.equals("host") || mode.equals("none")) {
      sketch.text("networkMode", mode);
      return;
    }
    var byName = new TreeMap<String, JsonNode>();
    view.networks().properties().stream()
        .filter(each -> !each.getKey().equals("host") && !each.getKey().equals("none"))
        .forEach(each -> byName.put(each.getKey(), each.getValue()));
    boolean onDefault = byName.containsKey(view.defaultNetwork());
    if (byName.isEmpty() || (onDefault && byName.size() == 1)) {
      return;
    }
    ArrayNode networks = Sketch.NODES.arrayNode();
    byName.forEach((name, endpoint) -> networks.add(attachment(name, endpoint)));
    sketch.put("networks", networks);
  }

  private JsonNode attachment(String name, JsonNode endpoint) {
    if (name.equals(view.defaultNetwork())) {
      return Sketch.NODES.objectNode().put("name", BRIDGE).put("external", true);
    }
    ObjectNode attachment = Sketch.NODES.objectNode().put("name", name);
    List<String> aliases = aliases(name, endpoint);
    if (!aliases.isEmpty()) {
      attachment.set("aliases", Sketch.array(aliases));
    }
    JsonNode fixed = endpoint.path("IPAMConfig");
    put(attachment, "ipv4", fixed.path("IPv4Address").asText(""));
    put(attachment, "ipv6", fixed.path("IPv6Address").asText(""));
    if (!fixed.path("LinkLocalIPs").isEmpty()) {
      sketch.lost("its link-local addresses in the network " + name);
    }
    return attachment.size() == 1 ? attachment.get("name") : attachment;
  }

  private static void put(ObjectNode attachment, String key, String value) {
    if (!value.isEmpty()) {
      attachment.put(key, value);
    }
  }

  private List<String> aliases(String network, JsonNode endpoint) {
    String id = view.inspect().path("Id").asText();
    var aliases = new ArrayList<String>();
    for (String alias : LiveView.words(endpoint.path("Aliases"))) {
      boolean isByEngine =
          id.startsWith(alias)
              || alias.equals(view.config().path("Hostname").asText())
              || alias.equals(view.name());
      if (isByEngine || aliases.contains(alias)) {
        continue;
      }
      if (HOST_NAME.matcher(alias).matches()) {
        aliases.add(alias);
      } else {
        sketch.lost(
            "the alias %s in the network %s, which is no host name".formatted(alias, network));
      }
    }
    aliases.sort(null);
    return aliases;
  }

  private void names() {
    String id = view.inspect().path("Id").asText();
    String hostname = view.config().path("Hostname").asText();
    boolean ofMachine =
        view.host().path("NetworkMode").asText().equals("host")
            || view.host().path("UTSMode").asText().equals("host");
    if (!ofMachine && !hostname.isEmpty() && !id.startsWith(hostname)) {
      sketch.text("hostname", hostname);
    }
    var hosts = new TreeMap<String, String>();
    for (String line : LiveView.words(view.host().path("ExtraHosts"))) {
      int cut = line.indexOf(':');
      if (cut > 0) {
        hosts.put(line.substring(0, cut), line.substring(cut + 1));
      }
    }
    sketch.texts("extraHosts", hosts);
    sketch.words("dns", LiveView.words(view.host().path("Dns")));
    sketch.words("dnsSearch", LiveView.words(view.host().path("DnsSearch")));
    sketch.words("dnsOptions", LiveView.words(view.host().path("DnsOptions")));
  }
}

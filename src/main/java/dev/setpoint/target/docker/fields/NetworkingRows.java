package dev.setpoint.target.docker.fields;

import static dev.setpoint.reconcile.field.FieldTable.Remedy.IN_PLACE;
import static dev.setpoint.reconcile.field.FieldTable.Remedy.REPLACE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.container.NetworkingSpec;
import dev.setpoint.manifest.container.NetworkingSpec.Attachment;
import dev.setpoint.manifest.container.PortMapping;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.target.docker.spelling.Addresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a container is reached: ports, networks, names. */
final class NetworkingRows {
  static final String NETWORKS = "spec.networks";
  static final String PORTS = "spec.ports";

  private static final String GROUP = "network";
  private static final Set<String> USER_MODE = Set.of("slirp4netns", "pasta");

  private NetworkingRows() {}

  static List<Row<DeclaredContainer, LiveContainer>> all() {
    return Stream.concat(connections().stream(), names().stream()).toList();
  }

  private static List<Row<DeclaredContainer, LiveContainer>> connections() {
    return List.of(
        Row.exact(
            PORTS,
            REPLACE,
            GROUP,
            declared -> ports(declared.spec().ports()),
            NetworkingRows::livePorts),
        Row.exact(
            "spec.networkMode",
            REPLACE,
            GROUP,
            declared -> FieldValue.text(Attachments.mode(declared.spec().networking())),
            live -> FieldValue.text(liveMode(live))),
        Row.exact(
            NETWORKS,
            IN_PLACE,
            GROUP,
            declared -> networks(declared.spec().networking()),
            NetworkingRows::liveNetworks));
  }

  private static List<Row<DeclaredContainer, LiveContainer>> names() {
    return List.of(
        Row.exact(
            "spec.hostname",
            REPLACE,
            GROUP,
            declared -> ProcessRows.text(declared.spec().networking().hostname()),
            live -> FieldValue.text(live.config().path("Hostname").asText())),
        Row.exact(
            "spec.extraHosts",
            REPLACE,
            GROUP,
            declared -> ProcessRows.texts(declared.spec().networking().extraHosts()),
            NetworkingRows::liveExtraHosts),
        Row.exact(
            "spec.dns",
            REPLACE,
            GROUP,
            declared -> FieldValue.items(declared.spec().networking().dns()),
            live -> LiveContainer.words(live.host().path("Dns"))),
        Row.exact(
            "spec.dnsSearch",
            REPLACE,
            GROUP,
            declared -> FieldValue.items(declared.spec().networking().dnsSearch()),
            live -> LiveContainer.words(live.host().path("DnsSearch"))),
        Row.exact(
            "spec.dnsOptions",
            REPLACE,
            GROUP,
            declared -> FieldValue.items(declared.spec().networking().dnsOptions()),
            live -> LiveContainer.words(live.host().path("DnsOptions"))));
  }

  private static FieldValue ports(List<PortMapping> ports) {
    var members = new ArrayList<String>();
    for (PortMapping port : ports) {
      String address = port.hostAddress() == null ? "" : port.hostAddress();
      members.add(
          port(
              address,
              Integer.toString(port.hostPort()),
              port.containerPort() + "/" + port.protocol().word()));
    }
    return FieldValue.members(members);
  }

  private static String port(String address, String hostPort, String containerPort) {
    String listening = Addresses.listening(address);
    String normal = listening.isEmpty() ? "" : Addresses.normal(listening) + ":";
    return normal + (hostPort.isEmpty() ? "0" : hostPort) + ":" + containerPort;
  }

  private static FieldValue livePorts(LiveContainer live) {
    Set<String> declared =
        live.declaredAt(PORTS).orElse(null) instanceof FieldValue.Members(var members)
            ? members
            : Set.of();
    var found = new ArrayList<String>();
    for (var binding : live.host().path("PortBindings").properties()) {
      for (JsonNode host : binding.getValue()) {
        String address = host.path("HostIp").asText();
        String free = port(address, "", binding.getKey());
        String exact = port(address, host.path("HostPort").asText(), binding.getKey());
        // Podman writes the port that it chose where none was asked for.
        found.add(!declared.contains(exact) && declared.contains(free) ? free : exact);
      }
    }
    return FieldValue.members(found);
  }

  /** Being on networks, whichever they are, is one mode: which ones is another field. */
  private static String liveMode(LiveContainer live) {
    String mode = live.host().path("NetworkMode").asText();
    boolean special = mode.equals("host") || mode.equals("none") || mode.startsWith("container:");
    return special ? mode : Attachments.BRIDGE;
  }

  private static FieldValue networks(NetworkingSpec networking) {
    var entries = new TreeMap<String, FieldValue>();
    for (Attachment attachment : Attachments.of(networking)) {
      entries.put(
          attachment.name(),
          attachment(attachment.aliases(), attachment.ipv4(), attachment.ipv6()));
    }
    return FieldValue.entries(entries);
  }

  private static FieldValue attachment(
      Iterable<String> aliases, @Nullable String ipv4, @Nullable String ipv6) {
    var sorted = new TreeSet<String>();
    aliases.forEach(sorted::add);
    var words = new ArrayList<String>();
    words.add("connected");
    if (!sorted.isEmpty()) {
      words.add("as " + String.join(", ", sorted));
    }
    if (ipv4 != null) {
      words.add("with " + Addresses.normal(ipv4));
    }
    if (ipv6 != null) {
      words.add("with " + Addresses.normal(ipv6));
    }
    return FieldValue.text(String.join(" ", words));
  }

  private static FieldValue liveNetworks(LiveContainer live) {
    var entries = new TreeMap<String, FieldValue>();
    if (USER_MODE.contains(live.host().path("NetworkMode").asText())) {
      entries.put(Attachments.BRIDGE, attachment(List.of(), null, null));
    }
    for (var network : live.inspect().path("NetworkSettings").path("Networks").properties()) {
      String own = network.getKey();
      if (!own.equals("host") && !own.equals("none")) {
        String name = own.equals(live.facts().defaultNetwork()) ? Attachments.BRIDGE : own;
        entries.put(name, liveAttachment(live, name, network.getValue()));
      }
    }
    return FieldValue.entries(entries);
  }

  /** Addresses are only compared when they are declared. */
  private static FieldValue liveAttachment(LiveContainer live, String network, JsonNode endpoint) {
    String declared = live.declaredEntry(NETWORKS, network).map(FieldValue::toString).orElse("");
    var aliases = new TreeSet<String>();
    for (JsonNode alias : endpoint.path("Aliases")) {
      String text = alias.asText();
      if (declared.matches(".*[ ,]" + java.util.regex.Pattern.quote(text) + "(,.*|$| with.*)")
          || !isByEngine(live, text)) {
        aliases.add(text);
      }
    }
    JsonNode fixed = endpoint.path("IPAMConfig");
    String four = address(declared, fixed.path("IPv4Address"), endpoint.path("IPAddress"), '.');
    String six =
        address(declared, fixed.path("IPv6Address"), endpoint.path("GlobalIPv6Address"), ':');
    return attachment(aliases, four, six);
  }

  private static boolean isByEngine(LiveContainer live, String alias) {
    return live.id().startsWith(alias)
        || alias.equals(live.config().path("Hostname").asText())
        || alias.equals(live.name());
  }

  /** What is fixed by configuration; Podman only tells what is in use. */
  private static @Nullable String address(
      String declared, JsonNode fixed, JsonNode used, char separator) {
    int at = declared.indexOf(" with ");
    if (at < 0) {
      return null;
    }
    for (String word : declared.substring(at).split(" ")) {
      if (word.indexOf(separator) >= 0) {
        return known(fixed, used, word);
      }
    }
    return null;
  }

  private static @Nullable String known(JsonNode fixed, JsonNode used, String declared) {
    String text = fixed.asText("");
    if (!text.isEmpty()) {
      return text;
    }
    // Without a configured and without a used address nobody can tell: unknown is not drift.
    return used.asText("").isEmpty() ? declared : used.asText();
  }

  private static FieldValue liveExtraHosts(LiveContainer live) {
    var hosts = new TreeMap<String, String>();
    for (String line : LiveContainer.items(live.host().path("ExtraHosts"))) {
      int cut = line.indexOf(':');
      hosts.put(cut < 0 ? line : line.substring(0, cut), cut < 0 ? "" : line.substring(cut + 1));
    }
    return ProcessRows.texts(hosts);
  }
}

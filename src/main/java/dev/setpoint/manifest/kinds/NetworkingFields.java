package dev.setpoint.manifest.kinds;

import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.container.NetworkingSpec;
import dev.setpoint.manifest.container.NetworkingSpec.Attachment;
import dev.setpoint.manifest.container.PortMapping;
import dev.setpoint.manifest.scalar.Addresses;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.scalar.Ports;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Grammar;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.util.List;
import java.util.Map;

/** How a container is on networks. */
final class NetworkingFields {
  private static final String HOST_WORD = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final String HOST_REGEX = HOST_WORD + "(\\." + HOST_WORD + ")*";
  private static final Shape<String> HOST_NAME =
      Shapes.matching(
          "a host name",
          HOST_REGEX,
          "host names have letters, digits and - in words of at most 63 characters",
          "web1");

  private static final Field<String> NETWORK =
      Field.required("name", Names.NAME).describe("Name of the network.").example("front");
  private static final Field<List<String>> ALIASES =
      Field.optional("aliases", Shapes.list(HOST_NAME).uniqueBy(name -> name, "alias"))
          .describe("Further names in the network's DNS.")
          .example("[www]");
  private static final Field<String> IPV4_ADDRESS =
      Field.optional("ipv4", Addresses.IPV4)
          .describe("Fixed address.")
          .example("10.20.0.9")
          .otherwise("the choice of the engine");
  private static final Field<String> IPV6_ADDRESS =
      Field.optional("ipv6", Addresses.IPV6)
          .describe("Fixed address.")
          .example("fd00::9")
          .otherwise("the choice of the engine");
  static final Field<Boolean> EXTERNAL =
      Field.optional("external", Shapes.BOOLEAN)
          .describe("It exists in the engine without a manifest.")
          .example("true")
          .otherwise("false: a manifest must declare it");

  /** An attachment, and whether its network is said to exist without a manifest. */
  private record Attached(Attachment attachment, boolean isExternal) {}

  private static final Shape<Attached> ATTACHMENT =
      Shapes.shortOrFull(
          Shapes.text("the name of a network", "", "front", NetworkingFields::parseName),
          Shapes.object(
              "an attachment to a network",
              List.of(NETWORK, ALIASES, IPV4_ADDRESS, IPV6_ADDRESS, EXTERNAL),
              NetworkingFields::attachment));

  static final Field<List<List<PortMapping>>> PORTS =
      Field.optional("ports", Shapes.list(Ports.PORT.markedBy(Marks.PORTS)))
          .describe("Published ports, also ranges: `127.0.0.1:8000-8010:80-90/tcp`.")
          .example("[\"8080:80\"]");
  private static final Field<String> MODE =
      Field.optional("networkMode", Shapes.words("bridge", "host", "none"))
          .describe(
              "Instead of `networks`: the engine's default `bridge`, the network of the `host`, or"
                  + " `none`.")
          .example("host");
  private static final Field<List<Attached>> NETWORKS =
      Field.optional(
              "networks", Shapes.list(ATTACHMENT).uniqueBy(a -> a.attachment().name(), "network"))
          .describe("Networks, the whole truth: others are disconnected. A name alone will do.")
          .example("[{name: front, aliases: [www]}]")
          .otherwise("the engine's default bridge");
  private static final Field<String> HOSTNAME =
      Field.optional("hostname", HOST_NAME)
          .describe("Host name inside.")
          .example("web1")
          .otherwise("the engine's choice");
  private static final Field<Map<String, String>> EXTRA_HOSTS =
      Field.optional(
              "extraHosts",
              Shapes.map(
                  HOST_NAME,
                  Shapes.text(
                      "an IP address or host-gateway",
                      "",
                      "10.0.0.5",
                      NetworkingFields::parseHostAddress)))
          .describe("Lines of /etc/hosts; `host-gateway` is the machine itself.")
          .example("{db.internal: 10.0.0.5}");
  private static final Field<List<String>> DNS =
      Field.optional("dns", Shapes.list(Addresses.ADDRESS))
          .describe("Addresses of name servers.")
          .example("[10.0.0.2]")
          .otherwise("the engine's choice");
  private static final Field<List<String>> DNS_SEARCH =
      Field.optional("dnsSearch", Shapes.list(HOST_NAME))
          .describe("Domains that short names are looked up in.")
          .example("[internal]");
  private static final Field<List<String>> DNS_OPTIONS =
      Field.optional(
              "dnsOptions",
              Shapes.list(
                  Shapes.matching(
                      "a resolver option",
                      "[a-z0-9-]{1,40}(:[0-9]{1,5})?",
                      "resolver options are words with an optional number",
                      "ndots:1")))
          .describe("Options of the resolver.")
          .example("[\"ndots:1\"]");

  static final List<Field<?>> FIELDS =
      List.of(PORTS, MODE, NETWORKS, HOSTNAME, EXTRA_HOSTS, DNS, DNS_SEARCH, DNS_OPTIONS);

  private NetworkingFields() {}

  static NetworkingSpec read(Values values) {
    refuseContradictions(values);
    List<Attached> attached = values.get(NETWORKS, List.of());
    for (int i = 0; i < attached.size(); i++) {
      Attached one = attached.get(i);
      String name = one.attachment().name();
      values.markItem(
          Marks.USE, new Marks.Use(ResourceKind.NETWORK, name, one.isExternal()), NETWORKS, i);
      if (one.attachment().ipv4() != null || one.attachment().ipv6() != null) {
        values.markItem(Marks.FIXED_ADDRESS, one.attachment(), NETWORKS, i);
      }
    }
    return new NetworkingSpec(
        values.get(MODE),
        attached.stream().map(Attached::attachment).toList(),
        values.get(HOSTNAME),
        values.get(EXTRA_HOSTS, Map.of()),
        values.get(DNS, List.of()),
        values.get(DNS_SEARCH, List.of()),
        values.get(DNS_OPTIONS, List.of()));
  }

  static List<PortMapping> readPorts(Values values) {
    return values.get(PORTS, List.of()).stream().flatMap(List::stream).toList();
  }

  private static void refuseContradictions(Values values) {
    String mode = values.get(MODE, "");
    if (values.has(MODE) && values.has(NETWORKS)) {
      values.refuse(
          NETWORKS,
          "stands beside networkMode",
          "a container is either on declared networks or in one of the engine's modes",
          "remove one of the two");
    }
    if ((mode.equals("host") || mode.equals("none")) && !values.get(PORTS, List.of()).isEmpty()) {
      values.refuse(
          PORTS,
          "publishes ports beside networkMode: " + mode,
          "the engine ignores them then",
          mode.equals("host") ? "remove ports, all are open already" : "remove one of the two");
    }
  }

  private static Attached attachment(Values values) {
    return new Attached(
        new Attachment(
            values.require(NETWORK),
            values.get(ALIASES, List.of()),
            values.get(IPV4_ADDRESS),
            values.get(IPV6_ADDRESS)),
        values.get(EXTERNAL, false));
  }

  private static Grammar.Result<Attached> parseName(String text) {
    return switch (Names.parseName(text)) {
      case Grammar.Read<String>(var name) ->
          Grammar.read(new Attached(new Attachment(name, List.of(), null, null), false));
      case Grammar.Refused<String>(var why, var remedy) -> Grammar.refused(why, remedy);
    };
  }

  private static Grammar.Result<String> parseHostAddress(String text) {
    return text.equals("host-gateway") || Addresses.isIpv4(text) || Addresses.isIpv6(text)
        ? Grammar.read(text)
        : Grammar.refused("it is not an IP address", "write something like 10.0.0.5");
  }
}

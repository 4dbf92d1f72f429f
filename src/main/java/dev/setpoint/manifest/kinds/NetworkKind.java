package dev.setpoint.manifest.kinds;

import dev.setpoint.manifest.NetworkManifest;
import dev.setpoint.manifest.NetworkManifest.Subnet;
import dev.setpoint.manifest.Placement;
import dev.setpoint.manifest.Protection;
import dev.setpoint.manifest.instance.ServerNetwork;
import dev.setpoint.manifest.kinds.server.Families;
import dev.setpoint.manifest.kinds.server.NetworkFields;
import dev.setpoint.manifest.scalar.AddressRange;
import dev.setpoint.manifest.scalar.Addresses;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The fields of a {@code Network}. */
final class NetworkKind {
  private static final Field<String> SUBNET =
      Field.required("subnet", Addresses.CIDR)
          .describe("Address range in CIDR notation.")
          .example("10.20.0.0/24");
  private static final Field<String> GATEWAY =
      Field.optional("gateway", Addresses.ADDRESS)
          .describe("Address of the machine in it.")
          .example("10.20.0.1")
          .otherwise("the choice of the engine");
  private static final Field<String> IP_RANGE =
      Field.optional("ipRange", Addresses.CIDR)
          .describe("Part of the subnet that containers get addresses from.")
          .example("10.20.0.128/25")
          .otherwise("all of it");
  private static final Field<String> DRIVER =
      Field.optional("driver", Names.DRIVER)
          .describe("Network driver of the engine.")
          .example("bridge")
          .otherwise("bridge");
  private static final Field<List<Subnet>> SUBNETS =
      Field.optional(
              "subnets",
              Shapes.list(
                      Shapes.object(
                          "a subnet", List.of(SUBNET, GATEWAY, IP_RANGE), NetworkKind::readSubnet))
                  .uniqueBy(Subnet::subnet, "subnet"))
          .describe("Address ranges.")
          .otherwise("the choice of the engine");
  private static final Field<Boolean> INTERNAL =
      Field.optional("internal", Shapes.BOOLEAN)
          .describe("Without a way out of the machine.")
          .example("true")
          .otherwise("false");
  private static final Field<Boolean> IPV6 =
      Field.optional("ipv6", Shapes.BOOLEAN)
          .describe("With IPv6 addresses.")
          .example("true")
          .otherwise("false");
  private static final Field<Map<String, String>> OPTIONS =
      Field.optional("options", Names.OPTIONS)
          .describe("Options of the driver.")
          .example("{com.docker.network.bridge.name: front0}");

  /** Fields that only engines know. */
  private static final List<Field<?>> OF_ENGINE =
      List.of(SUBNETS, INTERNAL, IPV6, OPTIONS, EngineFields.LABELS);

  /** What stands behind {@code spec:}. */
  private record Spec(
      Placement placement,
      boolean adopt,
      String driver,
      List<Subnet> subnets,
      boolean internal,
      boolean ipv6,
      Map<String, String> options,
      Map<String, String> labels,
      Protection protection,
      ServerNetwork server) {}

  static final Envelope<NetworkManifest> ENVELOPE =
      Envelope.of(
          "Network",
          Shapes.object(
              "the spec of a Network",
              Stream.of(
                      PlacementFields.FIELDS,
                      List.of(
                          EngineFields.ADOPT,
                          DRIVER,
                          SUBNETS,
                          INTERNAL,
                          IPV6,
                          OPTIONS,
                          EngineFields.LABELS,
                          EngineFields.PROTECT),
                      NetworkFields.FIELDS)
                  .flatMap(List::stream)
                  .toList(),
              NetworkKind::readSpec),
          (head, spec) ->
              new NetworkManifest(
                  head.metadata(),
                  head.origin(),
                  spec.placement(),
                  spec.adopt(),
                  spec.driver(),
                  spec.subnets(),
                  spec.internal(),
                  spec.ipv6(),
                  spec.options(),
                  spec.labels(),
                  spec.protection(),
                  spec.server()));

  private NetworkKind() {}

  private static Spec readSpec(Values values) {
    Families.check(values, OF_ENGINE, NetworkFields.FIELDS);
    return new Spec(
        PlacementFields.read(values),
        values.get(EngineFields.ADOPT, false),
        values.get(DRIVER, "bridge"),
        values.get(SUBNETS, List.of()),
        values.get(INTERNAL, false),
        values.get(IPV6, false),
        values.get(OPTIONS, Map.of()),
        values.get(EngineFields.LABELS, Map.of()),
        values.get(EngineFields.PROTECT, Protection.NONE),
        NetworkFields.read(values));
  }

  private static Subnet readSubnet(Values values) {
    var subnet = new Subnet(values.require(SUBNET), values.get(GATEWAY), values.get(IP_RANGE));
    AddressRange range = AddressRange.of(subnet.subnet());
    if (subnet.gateway() != null && !range.contains(subnet.gateway())) {
      values.refuse(
          GATEWAY,
          "is " + subnet.gateway(),
          "it is not in the subnet " + subnet.subnet(),
          "write an address of the subnet");
    }
    if (subnet.ipRange() != null && !range.contains(AddressRange.of(subnet.ipRange()))) {
      values.refuse(
          IP_RANGE,
          "is " + subnet.ipRange(),
          "it is not a part of the subnet " + subnet.subnet(),
          "write a part of the subnet");
    }
    return subnet;
  }
}

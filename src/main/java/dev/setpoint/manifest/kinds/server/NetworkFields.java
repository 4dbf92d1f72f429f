package dev.setpoint.manifest.kinds.server;

import dev.setpoint.manifest.instance.ServerNetwork;
import dev.setpoint.manifest.instance.ServerNetwork.Acl;
import dev.setpoint.manifest.instance.ServerNetwork.AclRule;
import dev.setpoint.manifest.instance.ServerNetwork.Action;
import dev.setpoint.manifest.instance.ServerNetwork.Forward;
import dev.setpoint.manifest.instance.ServerNetwork.ForwardPort;
import dev.setpoint.manifest.instance.ServerNetwork.RuleState;
import dev.setpoint.manifest.scalar.Addresses;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.scalar.Servers;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.util.List;
import java.util.Map;

/** Fields of a network that only LXD and Incus know. */
public final class NetworkFields {
  private static final Field<Map<String, String>> CONFIG =
      ServerFields.CONFIG.example("{ipv4.address: 10.20.0.1/24, ipv4.nat: true}");

  private static final Field<String> NAME =
      Field.required("name", Names.NAME).describe("Name of the access list.").example("web");

  private static final Field<Action> ACTION =
      Field.required("action", Shapes.words(Action.class))
          .describe("What is done with a packet.")
          .example("allow");

  private static final Shape<String> SUBJECT =
      Shapes.matching(
          "addresses or names",
          "[A-Za-z0-9@#./:_, -]{1,1000}",
          "it is a list of addresses, ranges and names with commas between them",
          "10.20.0.0/24");

  private static final Field<String> SOURCE =
      Field.optional("source", SUBJECT)
          .describe("Where it comes from: addresses, ranges and names, with commas between them.")
          .example("10.0.0.0/8")
          .otherwise("anywhere");

  private static final Field<String> DESTINATION =
      Field.optional("destination", SUBJECT)
          .describe("Where it goes: addresses, ranges and names, with commas between them.")
          .example("10.20.0.9")
          .otherwise("anywhere");

  private static final Field<String> ANY_PROTOCOL =
      Field.optional("protocol", Shapes.words("tcp", "udp", "icmp4", "icmp6"))
          .describe("Protocol.")
          .example("tcp")
          .otherwise("any");

  private static final Field<String> SOURCE_PORT =
      Field.optional("sourcePort", Servers.PORT_LIST)
          .describe("Ports that it comes from.")
          .example("\"1024-65535\"")
          .otherwise("any");

  private static final Field<String> DESTINATION_PORT =
      Field.optional("destinationPort", Servers.PORT_LIST)
          .describe("Ports that it goes to.")
          .example("\"80,443\"")
          .otherwise("any");

  private static final Field<RuleState> STATE =
      Field.optional("state", Shapes.words(RuleState.class, RuleState::word))
          .describe("Whether the rule holds, and whether hits are logged.")
          .example("logged")
          .otherwise("enabled");

  private static final Shape<AclRule> RULE =
      Shapes.object(
          "a rule",
          List.of(
              ACTION,
              SOURCE,
              DESTINATION,
              ANY_PROTOCOL,
              SOURCE_PORT,
              DESTINATION_PORT,
              STATE,
              ServerFields.DESCRIPTION),
          NetworkFields::readRule);

  private static final Field<List<AclRule>> INGRESS =
      Field.optional("ingress", Shapes.list(RULE))
          .describe("Rules for what comes in.")
          .example("[{action: allow, protocol: tcp, destinationPort: \"443\"}]");

  private static final Field<List<AclRule>> EGRESS =
      Field.optional("egress", Shapes.list(RULE))
          .describe("Rules for what goes out.")
          .example("[{action: allow}]");

  private static final Field<List<Acl>> ACLS =
      Field.optional(
              "acls",
              Shapes.list(
                      Shapes.object(
                          "an access list",
                          List.of(NAME, ServerFields.DESCRIPTION, INGRESS, EGRESS),
                          values ->
                              new Acl(
                                  values.require(NAME),
                                  values.get(ServerFields.DESCRIPTION),
                                  values.get(INGRESS, List.of()),
                                  values.get(EGRESS, List.of()))))
                  .uniqueBy(Acl::name, "name"))
          .describe("Access lists of an LXD or Incus server that belong to this network.");

  private static final Field<String> LISTEN =
      Field.required("listen", Addresses.ADDRESS)
          .describe("Address of the outside.")
          .example("192.0.2.7");

  private static final Field<String> TARGET =
      Field.optional("target", Addresses.ADDRESS)
          .describe("Address inside for what none of the ports takes.")
          .example("10.20.0.9")
          .otherwise("it is dropped");

  private static final Field<String> PROTOCOL =
      Field.required("protocol", Shapes.words("tcp", "udp")).describe("Protocol.").example("tcp");

  private static final Field<String> LISTEN_PORTS =
      Field.required("listen", Servers.PORT_LIST)
          .describe("Ports outside, with commas between them.")
          .example("\"80,443\"");

  private static final Field<String> PORT_TARGET =
      Field.required("target", Addresses.ADDRESS).describe("Address inside.").example("10.20.0.9");

  private static final Field<String> TARGET_PORT =
      Field.optional("targetPort", Servers.PORT_LIST)
          .describe("Ports inside.")
          .example("\"8080\"")
          .otherwise("the same");

  private static final Field<List<ForwardPort>> PORTS =
      Field.optional(
              "ports",
              Shapes.list(
                  Shapes.object(
                      "ports of a forward",
                      List.of(
                          PROTOCOL,
                          LISTEN_PORTS,
                          PORT_TARGET,
                          TARGET_PORT,
                          ServerFields.DESCRIPTION),
                      values ->
                          new ForwardPort(
                              values.require(PROTOCOL),
                              values.require(LISTEN_PORTS),
                              values.require(PORT_TARGET),
                              values.get(TARGET_PORT),
                              values.get(ServerFields.DESCRIPTION)))))
          .describe("Ports that lead somewhere of their own.")
          .example("[{protocol: tcp, listen: \"80,443\", target: 10.20.0.9}]");

  private static final Field<List<Forward>> FORWARDS =
      Field.optional(
              "forwards",
              Shapes.list(
                      Shapes.object(
                          "a forward",
                          List.of(LISTEN, TARGET, ServerFields.DESCRIPTION, PORTS),
                          values ->
                              new Forward(
                                  values.require(LISTEN),
                                  values.get(TARGET),
                                  values.get(ServerFields.DESCRIPTION),
                                  values.get(PORTS, List.of()))))
                  .uniqueBy(Forward::listen, "address"))
          .describe("Addresses of the outside that lead into this network of LXD or Incus.");

  /** All of them. */
  public static final List<Field<?>> FIELDS =
      List.of(
          ServerFields.PROJECT,
          ServerFields.EXTERNAL,
          ServerFields.DESCRIPTION,
          CONFIG,
          ACLS,
          FORWARDS);

  private NetworkFields() {}

  /** What a server knows of the network. */
  public static ServerNetwork read(Values values) {
    return new ServerNetwork(
        ServerFields.project(values),
        values.get(ServerFields.DESCRIPTION),
        values.get(CONFIG, Map.of()),
        values.get(ACLS, List.of()),
        values.get(FORWARDS, List.of()));
  }

  private static AclRule readRule(Values values) {
    String protocol = values.get(ANY_PROTOCOL, "");
    boolean hasPorts = values.has(SOURCE_PORT) || values.has(DESTINATION_PORT);
    if (hasPorts && !protocol.equals("tcp") && !protocol.equals("udp")) {
      values.refuse(
          "names ports without protocol tcp or udp",
          "other protocols have none",
          "write protocol: tcp, or remove the ports");
    }
    return new AclRule(
        values.require(ACTION),
        values.get(SOURCE),
        values.get(DESTINATION),
        values.get(ANY_PROTOCOL),
        values.get(SOURCE_PORT),
        values.get(DESTINATION_PORT),
        values.get(STATE, RuleState.ENABLED),
        values.get(ServerFields.DESCRIPTION));
  }
}

package dev.setpoint.target.contract.field;

import static dev.setpoint.reconcile.field.FieldTable.Remedy.IN_PLACE;
import static dev.setpoint.target.contract.field.Move.recreated;

import dev.setpoint.target.contract.hand.Hand;
import dev.setpoint.target.contract.hand.Make;
import dev.setpoint.target.contract.hand.Recreation;
import java.util.List;

/** How a container is reached: ports, networks, names. */
final class NetworkingCases {
  private NetworkingCases() {}

  static List<FieldCase> all() {
    return List.of(
        FieldCase.of("spec.ports")
            .before("ports: [\"127.0.0.1:$port:80\"]")
            .after("ports: [\"127.0.0.1:$port:81/udp\"]")
            .moved(
                recreated(
                    "{'HostConfig':{'PortBindings':{'80/tcp':"
                        + "[{'HostIp':'127.0.0.1','HostPort':'$port2'}]}}}")),
        FieldCase.of("spec.ports")
            .called("opened to the world")
            .before("ports: [\"127.0.0.1:$port:80\"]")
            .after("ports: [\"$port:80\"]")
            .moved(
                recreated(
                    "{'HostConfig':{'PortBindings':{'80/tcp':"
                        + "[{'HostIp':'','HostPort':'$port'}]}}}")),
        FieldCase.of("spec.ports")
            .called("added")
            .after("ports: [\"127.0.0.1:$port2:80\"]")
            .moved(
                recreated(
                    "{'HostConfig':{'PortBindings':{'80/tcp':"
                        + "[{'HostIp':'127.0.0.1','HostPort':'$port'}]}}}")),
        FieldCase.of("spec.networkMode")
            .before("networkMode: none")
            .after("networkMode: host")
            .moved(recreated("{'HostConfig':{'NetworkMode':'host'}}")));
  }

  static List<FieldCase> names() {
    return List.of(
        FieldCase.of("spec.hostname")
            .before("hostname: shop1")
            .after("hostname: shop2")
            .moved(recreated("{'Hostname':'stranger'}")),
        FieldCase.of("spec.extraHosts")
            .at("spec.extraHosts.db.internal")
            .before("extraHosts: {db.internal: 10.9.0.1}")
            .after("extraHosts: {db.internal: 10.9.0.2}")
            .moved(recreated("{'HostConfig':{'ExtraHosts':['db.internal:10.9.0.3']}}")),
        FieldCase.of("spec.dns")
            .before("dns: [10.9.0.1]")
            .after("dns: [10.9.0.2, 10.9.0.1]")
            .moved(recreated("{'HostConfig':{'Dns':['10.9.0.3']}}")),
        FieldCase.of("spec.dnsSearch")
            .before("dnsSearch: [shop.internal]")
            .after("dnsSearch: [internal]")
            .moved(recreated("{'HostConfig':{'DnsSearch':['stranger.internal']}}")),
        FieldCase.of("spec.dnsOptions")
            .before("dnsOptions: [\"ndots:1\"]")
            .after("dnsOptions: [\"ndots:2\"]")
            .moved(recreated("{'HostConfig':{'DnsOptions':['ndots:3']}}")));
  }

  static List<FieldCase> networks() {
    return List.of(
        FieldCase.of("spec.networks")
            .called("taken off")
            .at("spec.networks.$net")
            .before("networks: [$net, $net2]")
            .after("networks: [$net2]")
            .by(IN_PLACE)
            .moved((hand, ground, _) -> hand.disconnect(ground.word("net"), ground.name())),
        FieldCase.of("spec.networks")
            .called("put on one more")
            .at("spec.networks.$net2")
            .before("networks: [$net]")
            .after("networks: [$net, $net2]")
            .by(IN_PLACE)
            .moved((hand, ground, _) -> connect(hand, ground, "net2", "{}")),
        FieldCase.of("spec.networks")
            .called("alias changed")
            .at("spec.networks.$net")
            .before("networks: [{name: $net, aliases: [www, shop]}]")
            .after("networks: [{name: $net, aliases: [www]}]")
            .by(IN_PLACE)
            .moved((hand, ground, _) -> reconnect(hand, ground, "{'Aliases':['stranger']}")),
        FieldCase.of("spec.networks")
            .called("address changed")
            .at("spec.networks.$net")
            .before("networks: [{name: $net, ipv4: $cidr.9}]")
            .after("networks: [{name: $net, ipv4: $cidr.11}]")
            .by(IN_PLACE)
            .moved((hand, ground, make) -> moveAddress(hand, ground, make)),
        FieldCase.of("spec.networks")
            .called("default network left")
            .at("spec.networks.bridge")
            .after("networks: [$net]")
            .by(IN_PLACE)
            .moved((hand, ground, make) -> leaveDefault(hand, ground, make)));
  }

  /** Podman's compatible call reads the address elsewhere than Docker's. */
  private static void moveAddress(Hand hand, Ground ground, Make make) {
    String address = ground.fill("'$cidr.10'");
    reconnect(
        hand,
        ground,
        make.isPodman()
            ? "{'IPAMConfig':{'IPv4Address':%s},'IPAddress':%s}".formatted(address, address)
            : "{'IPAMConfig':{'IPv4Address':%s}}".formatted(address));
  }

  private static void leaveDefault(Hand hand, Ground ground, Make make) {
    String network =
        hand.container(ground.name()).path("NetworkSettings").path("Networks").fieldNames().next();
    hand.disconnect(make.isPodman() ? network : "bridge", ground.name());
  }

  private static void reconnect(Hand hand, Ground ground, String endpoint) {
    hand.disconnect(ground.word("net"), ground.name());
    connect(hand, ground, "net", endpoint);
  }

  private static void connect(Hand hand, Ground ground, String net, String endpoint) {
    var body = Recreation.json("{}").put("Container", ground.name());
    body.set("EndpointConfig", Recreation.json(endpoint));
    hand.connect(ground.word(net), body);
  }
}

package dev.setpoint.target.contract.server;

import static dev.setpoint.manifest.ResourceKind.IMAGE;
import static dev.setpoint.manifest.ResourceKind.INSTANCEPROFILE;
import static dev.setpoint.manifest.ResourceKind.NETWORK;
import static dev.setpoint.manifest.ResourceKind.PROJECT;
import static dev.setpoint.manifest.ResourceKind.STORAGEPOOL;
import static dev.setpoint.manifest.ResourceKind.VOLUME;
import static dev.setpoint.reconcile.field.FieldTable.Remedy.REPLACE;
import static dev.setpoint.reconcile.field.FieldTable.Remedy.REPORT;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.target.lxd.write.Writes;
import java.util.List;

/** Every kind but instances. */
final class ObjectCases {
  private static final String NET = "$net";
  private static final String SMALL = "kit-small";
  private static final String DATA = "kit-data";

  private ObjectCases() {}

  private static ServerCase config(ResourceKind kind, String name, String key, String value) {
    return ServerCase.of(kind, name, "spec.config")
        .called(key)
        .at("spec.config." + key)
        .moved(ServerMove.config(key, value));
  }

  private static ServerCase configGone(ResourceKind kind, String name, String key) {
    return config(kind, name, key, "")
        .called(key + " taken away")
        .moved(ServerMove.configGone(key));
  }

  private static ServerCase description(ResourceKind kind, String name, String now) {
    return ServerCase.of(kind, name, "spec.description")
        .moved(ServerMove.put("description", "other"))
        .edited("description: " + now, "description: new");
  }

  static List<ServerCase> profiles() {
    return List.of(
        description(INSTANCEPROFILE, SMALL, "small ones"),
        config(INSTANCEPROFILE, SMALL, "limits.processes", "500")
            .edited("processes: 400", "processes: 401"),
        config(INSTANCEPROFILE, SMALL, "user.answer", "no").edited(", user.answer: \"yes\"", ""),
        configGone(INSTANCEPROFILE, SMALL, "user.answer"),
        ServerCase.of(INSTANCEPROFILE, SMALL, "spec.devices")
            .at("spec.devices.spare.path")
            .moved(ServerMove.device("spare", "path", "/other"))
            .edited("/srv/spare", "/srv/spare2"),
        ServerCase.of(INSTANCEPROFILE, SMALL, "spec.devices")
            .called("taken away")
            .at("spec.devices.null0.path", "spec.devices.null0.source", "spec.devices.null0.type")
            .moved(ServerMove.deviceGone("null0"))
            .edited("    null0: {type: unix-char, source: /dev/null, path: /dev/null0}\n", ""));
  }

  static List<ServerCase> storage() {
    return List.of(
        description(VOLUME, DATA, "orders"),
        ServerCase.of(VOLUME, DATA, "spec.contentType").by(REPORT).edited("filesystem", "block"),
        config(VOLUME, DATA, "user.team", "x").edited("team: shop", "team: shops"),
        config(VOLUME, DATA, "snapshots.schedule", "@weekly").edited("@daily", "@monthly"),
        config(VOLUME, DATA, "snapshots.expiry", "8d").edited("expiry: 7d", "expiry: 9d"),
        configGone(VOLUME, DATA, "snapshots.pattern").edited("snap-%d", "s-%d"),
        description(STORAGEPOOL, "kit-pool", "slow"),
        ServerCase.of(STORAGEPOOL, "kit-pool", "spec.driver")
            .by(REPORT)
            .edited("driver: dir", "driver: btrfs"),
        config(STORAGEPOOL, "kit-pool", "user.team", "x").edited("team: shop", "team: shops"),
        config(STORAGEPOOL, "kit-pool", "rsync.compression", "true")
            .edited("compression: false", "compression: true"));
  }

  static List<ServerCase> networks() {
    return List.of(
        description(NETWORK, NET, "inside"),
        ServerCase.of(NETWORK, NET, "spec.driver")
            .by(REPORT)
            .edited("driver: bridge", "driver: macvlan"),
        config(NETWORK, NET, "ipv4.dhcp", "false").edited("dhcp: true", "dhcp: false"),
        config(NETWORK, NET, "dns.domain", "other").edited("domain: kit", "domain: kits"),
        config(NETWORK, NET, "bridge.mtu", "1300").edited("1400", "1350"),
        config(NETWORK, NET, "ipv4.address", "$subnet.2/24")
            .edited("$subnet.1/24", "$subnet.3/24"));
  }

  static List<ServerCase> networkParts() {
    return List.of(
        acl("description")
            .moved(onAcl(acl -> acl.put("description", "other")))
            .edited("the web", "the whole web"),
        acl("rules gone").moved(onAcl(acl -> acl.putArray("ingress"))),
        acl("rule widened")
            .moved(
                onAcl(acl -> ((ObjectNode) acl.path("ingress").get(0)).put("destination_port", "")))
            .edited("80,443", "443"),
        forward("ports gone")
            .moved(onForward(forward -> forward.putArray("ports")))
            .edited("targetPort: \"8080\"", "targetPort: \"8081\""),
        forward("description")
            .moved(onForward(forward -> forward.put("description", "other")))
            .edited("description: in\n", "description: inwards\n"),
        forward("target")
            .moved(
                onForward(
                    forward -> ((ObjectNode) forward.path("config")).put("target_address", "")))
            .edited("target: $subnet.8", "target: $subnet.7"),
        forward("taken away").moved((site, _) -> site.others().delete(site.forward())));
  }

  private static ServerCase acl(String word) {
    return ServerCase.of(NETWORK, NET, "spec.acls")
        .called(word)
        .at("spec.acls.kit-web")
        .blamesNobody();
  }

  private static ServerCase forward(String word) {
    return ServerCase.of(NETWORK, NET, "spec.forwards")
        .called(word)
        .at("spec.forwards.$subnet.200")
        .blames("network-forward");
  }

  private static ServerMove onAcl(java.util.function.Consumer<ObjectNode> change) {
    return (site, _) -> Writes.change(site.others(), site.acl(), change);
  }

  private static ServerMove onForward(java.util.function.Consumer<ObjectNode> change) {
    return (site, _) -> Writes.change(site.others(), site.forward(), change);
  }

  static List<ServerCase> others() {
    return List.of(
        description(PROJECT, "kit-blue", "blue ones"),
        config(PROJECT, "kit-blue", "limits.instances", "6")
            .edited("limits.instances: 5", "limits.instances: 7"),
        config(PROJECT, "kit-blue", "limits.memory", "2GiB").edited("memory: 1GiB", "memory: 3GiB"),
        ServerCase.of(IMAGE, "kit-image", "spec.aliases")
            .moved((site, _) -> site.others().delete(ServerSite.alias()))
            .edited("aliases: [kit-image, kit-image-2]", "aliases: [kit-image]"),
        ServerCase.of(IMAGE, "kit-image", "spec.source").by(REPLACE),
        ServerCase.of(IMAGE, "kit-image", "spec.autoUpdate")
            .moved(ServerMove.put("auto_update", BooleanNode.TRUE)));
  }
}

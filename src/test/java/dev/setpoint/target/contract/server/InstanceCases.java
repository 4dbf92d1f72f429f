package dev.setpoint.target.contract.server;

import static dev.setpoint.reconcile.field.FieldTable.Remedy.REPLACE;
import static dev.setpoint.reconcile.field.FieldTable.Remedy.REPORT;
import static dev.setpoint.reconcile.field.FieldTable.Remedy.RESTART;
import static dev.setpoint.reconcile.field.FieldTable.Remedy.RUN_STATE;

import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.target.lxd.api.FileInfo;
import dev.setpoint.target.lxd.api.StateChange;
import dev.setpoint.target.lxd.api.StateChange.Action;
import java.util.List;

/** Instances: what they are made of, and what runs in them. */
final class InstanceCases {
  private static final String FILE = "/etc/app/app.conf";
  private static final FileInfo INFO = FileInfo.file(1000, 1000, 0640);
  private static final String SYSCTL = "linux.sysctl.net.ipv4.ip_forward";

  private InstanceCases() {}

  private static ServerCase of(String rule) {
    return ServerCase.of(ResourceKind.INSTANCE, "kit-web", rule);
  }

  private static ServerCase stopped(String rule) {
    return ServerCase.of(ResourceKind.INSTANCE, "kit-off", rule);
  }

  /** What it is. */
  static List<ServerCase> itself() {
    return List.of(
        of("spec.image")
            .by(REPLACE)
            .moved(ServerMove.config("volatile.base_image", "0".repeat(64)))
            .edited("alias: busybox", "alias: busybox2"),
        of("spec.type").by(REPLACE),
        of("spec.architecture")
            .by(REPORT)
            .moved(ServerMove.put("architecture", "i686"))
            .edited("$architecture", "i686"),
        of("spec.profiles")
            .called("in another order")
            .moved(ServerMove.profiles("kit-small", "default"))
            .edited("[default, kit-small]", "[kit-small, default]"),
        of("spec.profiles")
            .called("one gone")
            .moved(ServerMove.profiles("default"))
            .edited("[default, kit-small]", "[default]"),
        of("spec.description")
            .moved(ServerMove.put("description", "other"))
            .edited("a web server", "another server"),
        of("spec.ephemeral")
            .moved(
                ServerMove.put("ephemeral", com.fasterxml.jackson.databind.node.BooleanNode.TRUE))
            .edited("ephemeral: false", "ephemeral: true"));
  }

  /** Options of each form of value. */
  static List<ServerCase> options() {
    return List.of(
        option("limits.cpu", "2").edited("limits.cpu: 1", "limits.cpu: 2"),
        option("limits.cpu.priority", "6").edited("cpu.priority: 5", "cpu.priority: 6"),
        option("limits.memory", "256MiB").edited("memory: 128MiB", "memory: 192MiB"),
        option("limits.memory.swap", "true").edited("swap: false", "swap: true"),
        option("limits.processes", "300").edited("processes: 200", "processes: 201"),
        option("security.nesting", "false").edited("nesting: true", "nesting: false"),
        option("security.protection.delete", "true")
            .edited("protection.delete: false", "protection.delete: true"),
        option(SYSCTL, "0").by(RESTART).edited("ip_forward: 1", "ip_forward: 0"),
        option("environment.GREETING", "bye").edited("GREETING: hello", "GREETING: hi"),
        option("user.role", "evil").edited("user.role: web", "user.role: site"),
        option("user.password", "other").edited("hunter2", "hunter3"),
        of("spec.config")
            .called("taken away")
            .at("spec.config.user.role")
            .moved(ServerMove.configGone("user.role"))
            .edited("    user.role: web\n", ""),
        stopped("spec.config")
            .called("of one that is stopped")
            .at("spec.config." + SYSCTL)
            .moved(ServerMove.config(SYSCTL, "0"))
            .edited("ip_forward: 1", "ip_forward: 0"));
  }

  /** Options that have fields of their own in a manifest. */
  static List<ServerCase> namedOptions() {
    return List.of(
        option("boot.autostart", "false").edited("autostart: true", "autostart: false"),
        option("boot.autostart.priority", "9").edited("priority: 3", "priority: 4"),
        option("boot.autostart.delay", "9").edited("delay: 1}", "delay: 2}"),
        option("snapshots.schedule", "@hourly").edited("0 3 * * *", "0 4 * * *"),
        option("snapshots.expiry", "8d").edited("expiry: 7d", "expiry: 9d"),
        option("snapshots.pattern", "x-%d").edited("s-%d", "t-%d"),
        option("cloud-init.user-data", "other")
            .by(REPORT)
            .edited("userData: \"#cloud-config\\n\"", "userData: \"#cloud-config\\n{}\\n\""),
        option("cloud-init.network-config", "{version: 1}")
            .by(REPORT)
            .edited("version: 2", "version: 1"),
        option("cloud-init.vendor-data", "other")
            .by(REPORT)
            .edited("vendorData: \"#cloud-config\\n\"", "vendorData: \"#cloud-config\\n{}\\n\""),
        stopped("spec.config")
            .called("cloud-init of one that may be replaced")
            .at("spec.config.cloud-init.user-data")
            .by(REPLACE)
            .moved(ServerMove.config("cloud-init.user-data", "other"))
            .edited("#cloud-config", "#cloud-config again"));
  }

  private static ServerCase option(String key, String value) {
    return of("spec.config")
        .called(key)
        .at("spec.config." + key)
        .moved(ServerMove.config(key, value));
  }

  /** Devices of each type that runs here. */
  static List<ServerCase> devices() {
    return List.of(
        device("eth0", "boot.priority", "2").edited("boot.priority: 1", "boot.priority: 3"),
        device("eth0", "ipv4.address", "$spare").edited("$fixed", "$spare"),
        device("data", "path", "/other").edited("path: /data", "path: /elsewhere"),
        device("opt", "source", "/srv").edited("source: /opt,", "source: /srv,"),
        device("opt", "readonly", "false").edited("readonly: true", "readonly: false"),
        device("web", "connect", "tcp:127.0.0.1:81").edited("127.0.0.1:80", "127.0.0.1:82"),
        device("web", "listen", "tcp:$loopback:9081").edited(":9080", ":9082"),
        device("zero", "source", "/dev/full").edited("source: /dev/zero", "source: /dev/full"),
        device("zero", "mode", "0666").edited("0644", "0600"),
        device("zero", "uid", "0").edited("uid: 1000", "uid: 1001"),
        gone("data", "path", "pool", "source", "type")
            .edited("    data: {type: disk, pool: local, source: kit-data, path: /data}\n", ""),
        gone("web", "connect", "listen", "type"),
        gone("zero", "mode", "path", "source", "type", "uid"),
        gone("nothing", "type"),
        // the server takes the pinned hardware address away with the card
        gone("eth1", "name", "network", "type")
            .by(RESTART)
            .at(
                "spec.config.volatile.eth1.hwaddr",
                "spec.devices.eth1.name",
                "spec.devices.eth1.network",
                "spec.devices.eth1.type"),
        of("spec.devices")
            .called("key taken away")
            .at("spec.devices.opt.readonly")
            .moved(ServerMove.deviceKeyGone("opt", "readonly"))
            .edited(", readonly: true", ""));
  }

  private static ServerCase device(String name, String key, String value) {
    return of("spec.devices")
        .called(name + " " + key)
        .at("spec.devices.%s.%s".formatted(name, key))
        .moved(ServerMove.device(name, key, value));
  }

  private static ServerCase gone(String name, String... keys) {
    return of("spec.devices")
        .called(name + " taken away")
        .at(
            List.of(keys).stream()
                .map(key -> "spec.devices.%s.%s".formatted(name, key))
                .toArray(String[]::new))
        .moved(ServerMove.deviceGone(name));
  }

  /** Whether it runs. */
  static List<ServerCase> states() {
    return List.of(
        of("spec.state")
            .called("killed")
            .blames("instance-s")
            .by(RUN_STATE)
            .moved(ServerMove.killed()),
        of("spec.state")
            .called("shut down")
            .blames("instance-s")
            .by(RUN_STATE)
            .moved((site, path) ->
                site.others().change(path, StateChange.stop(java.time.Duration.ofSeconds(20))))
            .edited("state: running", "state: stopped"),
        of("spec.state")
            .called("frozen")
            .blames("instance-paused")
            .by(RUN_STATE)
            .moved(ServerMove.state(Action.FREEZE)),
        stopped("spec.state")
            .called("started")
            .blames("instance-started")
            .by(RUN_STATE)
            .moved(ServerMove.state(Action.START))
            .edited("state: stopped", "state: running"));
  }

  /** Files inside. */
  static List<ServerCase> files() {
    return List.of(
        file("content")
            .moved(ServerMove.file(FILE, INFO, "port=81\n"))
            .edited("port=80", "port=82"),
        file("mode")
            .moved(ServerMove.file(FILE, FileInfo.file(1000, 1000, 0666), "port=80\n"))
            .edited("0640", "0600"),
        file("owner")
            .moved(ServerMove.file(FILE, FileInfo.file(0, 1000, 0640), "port=80\n"))
            .edited("1000:1000", "0:1000"),
        file("group")
            .moved(ServerMove.file(FILE, FileInfo.file(1000, 0, 0640), "port=80\n"))
            .edited("1000:1000", "1000:0"),
        file("removed").moved(ServerMove.fileGone(FILE)),
        file("by a command")
            .moved(ServerMove.command("sh", "-c", "echo x > " + FILE))
            .blames("instance-exec [sh -c echo x > /etc/app/app.conf]"),
        file("a link instead")
            .moved(ServerMove.command("ln", "-sf", "/etc/passwd", FILE))
            .blames("instance-exec"),
        file("a directory instead")
            .moved(ServerMove.command("sh", "-c", "rm %s; mkdir %s".formatted(FILE, FILE)))
            .blames("instance-exec"),
        of("spec.files")
            .called("of the repository")
            .at("spec.files./etc/motd")
            .moved(ServerMove.file("/etc/motd", FileInfo.file(0, 0, 0644), "evil\n"))
            .blames("instance-file-pushed /etc/motd"),
        stopped("spec.files")
            .called("of one that is stopped")
            .at("spec.files./etc/motd")
            .moved(ServerMove.file("/etc/motd", FileInfo.file(0, 0, 0644), "evil\n"))
            .blames("instance-file-pushed /etc/motd")
            .edited("off\\n", "still off\\n"));
  }

  private static ServerCase file(String word) {
    return of("spec.files").called(word).at("spec.files." + FILE).blames("instance-file-");
  }
}

package dev.setpoint.target.lxd.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.fixture.Golden;
import dev.setpoint.target.lxd.api.Entity;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.Server;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is judged of instances, and what decides. */
class ServerJudgeTest {
  private static final EntityPath WEB = EntityPath.instance("default", "web");
  private static final EntityPath SMALL = EntityPath.profile("default", "small");

  private final Map<EntityPath, ObjectNode> there = new HashMap<>();
  private final List<String> made = new ArrayList<>();
  private final Set<String> allowed = new java.util.TreeSet<>();
  private final GuardedServer server = new GuardedServer(fake(), new Listing());

  /** Allows what a test puts into {@link #allowed}: a switch, or {@code list=value}. */
  private final class Listing implements ServerPolicy {
    @Override
    public boolean isOpen() {
      return allowed.contains("everything");
    }

    @Override
    public boolean allows(String key) {
      return allowed.contains(key);
    }

    @Override
    public boolean lists(String key, String value) {
      return allowed.contains(key + "=" + value);
    }

    @Override
    public Optional<String> refusesPath(String path, boolean readOnly) {
      String word = "mounts=" + path + (readOnly ? " ro" : "");
      return allowed.contains(word) ? Optional.empty() : Optional.of("(" + word + ")");
    }

    @Override
    public String placeOf(String key) {
      return "policy.yaml `" + key + "`";
    }
  }

  private Server fake() {
    return (Server)
        Proxy.newProxyInstance(
            Server.class.getClassLoader(),
            new Class<?>[] {Server.class},
            (_, method, arguments) -> {
              if (method.getName().equals("find")) {
                return Optional.ofNullable(there.get((EntityPath) arguments[0]))
                    .map(json -> new Entity(json, ""));
              }
              if (method.getName().equals("get")) {
                return new Entity(Objects.requireNonNull(there.get((EntityPath) arguments[0])), "");
              }
              made.add(method.getName() + " " + arguments[0]);
              return null;
            });
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static ObjectNode option(String key, String value) {
    ObjectNode body = json("{'profiles': [], 'devices': {}}");
    body.putObject("config").put(key, value);
    return body;
  }

  private static ObjectNode device(String keys) {
    return json("{'profiles': [], 'config': {}, 'devices': {'d': {%s}}}".formatted(keys));
  }

  private void refused(EntityPath path, ObjectNode body, String... words) {
    assertThatThrownBy(() -> server.put(path, body, ""))
        .isInstanceOfSatisfying(
            LxdException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(LxdException.Kind.NOT_ALLOWED);
              assertThat(e.getMessage()).contains(words);
            });
    assertThat(made).isEmpty();
  }

  private void allowed(EntityPath path, ObjectNode body) {
    made.clear();
    server.put(path, body, "");
    assertThat(made).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "security.privileged, true, privileged",
    "security.privileged, 1, privileged",
    "security.privileged, TRUE, privileged",
    "security.nesting, true, nesting",
    "security.nesting, on, nesting",
    "raw.lxc, lxc.apparmor.profile=unconfined, instanceOptions=raw.lxc",
    "raw.idmap, both 0 0, instanceOptions=raw.idmap",
    "raw.apparmor, x, instanceOptions=raw.apparmor",
    "raw.seccomp, x, instanceOptions=raw.seccomp",
    "raw.qemu, x, instanceOptions=raw.qemu",
    "security.syscalls.intercept.mount, true, instanceOptions=security.syscalls.intercept.mount",
    "security.syscalls.intercept.mount.allowed, ext4, "
        + "instanceOptions=security.syscalls.intercept.mount.allowed",
    "security.syscalls.deny_default, false, instanceOptions=security.syscalls.deny_default",
    "security.syscalls.allow, mount, instanceOptions=security.syscalls.allow",
    "security.idmap.base, 0, instanceOptions=security.idmap.base",
    "linux.kernel_modules, overlay, instanceOptions=linux.kernel_modules",
    "linux.sysctl.kernel.core_pattern, x, sysctls=kernel.core_pattern",
    "nvidia.runtime, true, instanceOptions=nvidia.runtime",
    "whatever.comes.next, x, instanceOptions=whatever.comes.next"
  })
  void optionThatReachesOutNeedsItsKey(String key, String value, String grant) {
    refused(WEB, option(key, value), key, "`" + grant.split("=", 2)[0] + "`");
    refused(SMALL, option(key, value), key);

    allowed.add(grant);

    allowed(WEB, option(key, value));
    allowed(SMALL, option(key, value));
  }

  @ParameterizedTest
  @CsvSource({
    "security.privileged, false",
    "security.nesting, 0",
    "security.syscalls.intercept.mknod, false",
    "limits.memory, 1GiB",
    "user.role, web",
    "environment.A, b",
    "boot.autostart, true",
    "snapshots.schedule, @daily",
    "cloud-init.user-data, x",
    "security.idmap.isolated, true",
    "security.protection.delete, true",
    "volatile.eth0.hwaddr, 00:16:3e:00:00:01",
    "raw.lxc, ''"
  })
  void optionThatStaysInsideNeedsNone(String key, String value) {
    allowed(WEB, option(key, value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'type': 'disk', 'source': '/srv', 'path': '/x'|mounts=/srv",
        "'type': 'disk', 'source': '/srv', 'path': '/x', 'readonly': 'true'|mounts=/srv ro",
        "'type': 'disk', 'source': 'ceph:pool/vol', 'path': '/x'|volumeTypes=ceph",
        "'type': 'disk', 'source': 'relative', 'path': '/x'|volumeTypes=relative",
        "'type': 'disk', 'pool': 'p', 'source': 'v', 'propagation': 'rshared'"
            + "|instanceOptions=propagation",
        "'type': 'disk', 'pool': 'p', 'source': 'v', 'raw.mount.options': 'dev'"
            + "|instanceOptions=raw.mount.options",
        "'type': 'unix-char', 'source': '/dev/kmsg', 'path': '/dev/x'|devices=/dev/kmsg",
        "'type': 'unix-char', 'path': '/dev/mem'|devices=/dev/mem",
        "'type': 'unix-block', 'source': '/dev/vda'|devices=/dev/vda",
        "'type': 'unix-block', 'major': '8', 'minor': '0'|devices=8:0",
        "'type': 'unix-hotplug', 'vendorid': '1'|deviceTypes=unix-hotplug",
        "'type': 'gpu'|deviceTypes=gpu",
        "'type': 'usb', 'vendorid': '1'|deviceTypes=usb",
        "'type': 'pci', 'address': '1'|deviceTypes=pci",
        "'type': 'tpm'|deviceTypes=tpm",
        "'type': 'infiniband', 'nictype': 'physical'|deviceTypes=infiniband",
        "'type': 'newest'|deviceTypes=newest",
        "'type': 'nic', 'nictype': 'physical', 'parent': 'eth0'|nicTypes=physical",
        "'type': 'nic', 'nictype': 'macvlan', 'parent': 'eth0'|nicTypes=macvlan",
        "'type': 'nic', 'nictype': 'bridged', 'parent': 'br0'|nicTypes=bridged",
        "'type': 'nic', 'network': 'lan'|nicTypes=macvlan",
        "'type': 'proxy', 'listen': 'tcp:0.0.0.0:80', 'connect': 'tcp:127.0.0.1:80'"
            + "|proxyAddresses=0.0.0.0",
        "'type': 'proxy', 'listen': 'tcp:[::]:80', 'connect': 'tcp:127.0.0.1:80'"
            + "|proxyAddresses=[::]",
        "'type': 'proxy', 'bind': 'instance', 'listen': 'tcp:127.0.0.1:1',"
            + " 'connect': 'tcp:10.0.0.1:22'|proxyAddresses=10.0.0.1",
        "'type': 'proxy', 'bind': 'instance', 'listen': 'unix:/s',"
            + " 'connect': 'unix:/var/lib/lxd/unix.socket'|mounts=/var/lib/lxd/unix.socket",
        "'type': 'proxy', 'listen': 'unix:/run/x', 'connect': 'tcp:127.0.0.1:1'|mounts=/run/x"
      })
  void deviceThatReachesOutNeedsItsKey(String keys, String grant) {
    there.put(EntityPath.network("default", "lan"), json("{'type': 'macvlan'}"));
    refused(WEB, device(keys), "device d", grant.split("=", 2)[0]);
    refused(SMALL, device(keys), "device d");

    allowed.add(grant);

    allowed(WEB, device(keys));
    allowed(SMALL, device(keys));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'type': 'none'",
        "'type': 'disk', 'pool': 'local', 'path': '/'",
        "'type': 'disk', 'pool': 'local', 'source': 'data', 'path': '/data'",
        "'type': 'disk', 'source': 'tmpfs:', 'path': '/x'",
        "'type': 'nic', 'network': 'own', 'name': 'eth0'",
        "'type': 'nic', 'nictype': 'p2p'"
      })
  void deviceThatStaysInsideNeedsNone(String keys) {
    there.put(EntityPath.network("default", "own"), json("{'type': 'bridge'}"));
    allowed(WEB, device(keys));
  }

  @Test
  void profileCountsAsTheInstancesOwnAndTheLastOneWins() {
    there.put(SMALL, json("{'config': {'security.privileged': 'true'}, 'devices': {}}"));
    refused(WEB, json("{'profiles': ['small'], 'config': {}, 'devices': {}}"), "privileged");
    allowed(
        WEB,
        json("{'profiles': ['small'], 'config': {'security.privileged': 'false'}, 'devices': {}}"));

    var byDefault = EntityPath.profile("default", "default");
    there.put(byDefault, json("{'config': {}, 'devices': {'d': {'type': 'gpu'}}}"));
    made.clear();
    refused(WEB, json("{'config': {}, 'devices': {}}"), "gpu");
    allowed(WEB, json("{'config': {}, 'devices': {'d': {'type': 'none'}}}"));
  }

  @Test
  void poolsNetworksAndSnapshotsAreJudgedToo() {
    EntityPath pool = EntityPath.pool("p");
    refused(pool, json("{'config': {'source': '/srv'}}"), "mounts=/srv");
    refused(pool, json("{'config': {'source': '/dev/vda'}}"), "devices");
    refused(EntityPath.network("default", "n"), json("{'type': 'macvlan'}"), "networkDrivers");
    EntityPath snapshot = EntityPath.snapshot("default", "web", "s0");
    there.put(snapshot, json("{'expanded_config': {'security.privileged': 'true'}}"));
    assertThatThrownBy(() -> server.restore(snapshot)).isInstanceOf(LxdException.class);
    assertThat(made).isEmpty();
  }

  @Test
  void whatIsThereMayAlwaysBeStoppedStartedAndRemoved() {
    server.delete(WEB);
    server.change(WEB, dev.setpoint.target.lxd.api.StateChange.start());
    server.rename(WEB, "db");
    assertThat(made).hasSize(3);
  }

  @Test
  void withoutAPolicyNothingIsJudged() {
    allowed.add("everything");
    allowed(WEB, option("security.privileged", "true"));
  }

  @Test
  void saysWhatIsAgainstItAndWhatDecides() {
    ObjectNode body =
        json(
            "{'profiles': [], 'config': {'security.privileged': 'true', 'raw.lxc': 'secret'},"
                + " 'devices': {'a': {'type': 'disk', 'source': '/etc'}, 'b': {'type': 'gpu'},"
                + " 'c': {'type': 'usb'}, 'e': {'type': 'pci'}}}");
    String said =
        Stream.of(body)
            .map(each -> {
              try {
                server.create(WEB, each);
                return "";
              } catch (LxdException e) {
                return e.getMessage() + "\n";
              }
            })
            .findFirst()
            .orElseThrow();
    assertThat(said).doesNotContain("secret");
    Golden.check("target", "server-policy.txt", said);
  }
}

package dev.setpoint.target.docker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.target.docker.guard.LocalPolicy.Listed;
import dev.setpoint.target.docker.guard.LocalPolicy.Namespace;
import dev.setpoint.target.docker.guard.LocalPolicy.Root;
import dev.setpoint.target.docker.guard.LocalPolicy.Standing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy file: read strictly, closed when it is wrong. */
class PolicyFileTest {
  private static final Path FILE = Path.of("/etc/setpoint/policy.yaml");

  private static LocalPolicy read(String text) {
    return PolicyFile.read(FILE, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsEveryKey() {
    LocalPolicy policy =
        read(
            """
            privileged: true
            hostNamespaces: [network, pid]
            joinContainers: true
            engineSocket: true
            mounts:
              - path: /srv
              - {path: /etc/ssl, readOnly: true}
            capabilities: [NET_ADMIN]
            devices: [/dev/ttyUSB0]
            securityOptions: ["apparmor=unconfined"]
            sysctls: [net.ipv4.*, kernel.shmmax]
            groups: ["44"]
            runtimes: [crun]
            volumeDrivers: [local, rexray]
            volumeTypes: [nfs]
            networkDrivers: [bridge, macvlan]
            """);

    assertThat(policy.standing()).isEqualTo(Standing.LISTS);
    assertThat(policy.privileged()).isTrue();
    assertThat(policy.hostNamespaces()).containsExactlyInAnyOrder(Namespace.NETWORK, Namespace.PID);
    assertThat(policy.joinContainers()).isTrue();
    assertThat(policy.engineSocket()).isTrue();
    assertThat(policy.mounts())
        .containsExactly(new Root(Path.of("/srv"), false), new Root(Path.of("/etc/ssl"), true));
    assertThat(policy.allowsCapability("NET_ADMIN")).isTrue();
    assertThat(policy.allowsCapability("SYS_ADMIN")).isFalse();
    assertThat(policy.allowsSysctl("net.ipv4.ip_forward")).isTrue();
    assertThat(policy.allowsSysctl("net.ipv6.x")).isFalse();
    assertThat(policy.allowed(Listed.NETWORK_DRIVERS))
        .containsExactlyInAnyOrder("bridge", "macvlan");
    assertThat(policy.origin().placeOf("devices")).isEqualTo(FILE + ":9 `devices`");
  }

  @Test
  void readsEveryKeyOfInstances() {
    LocalPolicy policy =
        read(
            """
            nesting: true
            instanceOptions: [raw.idmap, security.syscalls.intercept.*]
            deviceTypes: [gpu]
            nicTypes: [macvlan]
            proxyAddresses: ["127.0.0.1", "[::1]"]
            """);

    assertThat(policy.nesting()).isTrue();
    assertThat(policy.allowsBeginning(Listed.INSTANCE_OPTIONS, "raw.idmap")).isTrue();
    assertThat(policy.allowsBeginning(Listed.INSTANCE_OPTIONS, "raw.lxc")).isFalse();
    assertThat(policy.allowsBeginning(Listed.INSTANCE_OPTIONS, "security.syscalls.intercept.mount"))
        .isTrue();
    assertThat(policy.allowed(Listed.DEVICE_TYPES)).containsExactly("gpu");
    assertThat(policy.allowed(Listed.NIC_TYPES)).containsExactly("macvlan");
    assertThat(policy.allowed(Listed.PROXY_ADDRESSES)).contains("127.0.0.1", "[::1]");
  }

  @Test
  void whatIsLeftOutIsNotAllowed() {
    LocalPolicy policy = read("{}\n");

    assertThat(policy.standing()).isEqualTo(Standing.LISTS);
    assertThat(policy.privileged()).isFalse();
    assertThat(policy.mounts()).isEmpty();
    assertThat(policy.origin().placeOf("mounts")).isEqualTo(FILE + ", which does not say `mounts`");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing\n",
        "privilegd: true\n",
        "privileged: yes\n",
        "privileged: \"true\"\n",
        "privileged: true\nprivileged: false\n",
        "mounts: /srv\n",
        "mounts: [{path: srv}]\n",
        "mounts: [{path: /srv/../etc}]\n",
        "mounts: [{path: /srv/}]\n",
        "mounts: [{path: \"/srv\\0x\"}]\n",
        "mounts: [{path: /srv, writable: true}]\n",
        "hostNamespaces: [net]\n",
        "capabilities: [cap_net_admin]\n",
        "sysctls: [\"*\"]\n",
        "{}\n---\n{}\n",
        "- privileged\n",
        "privileged: true\n  bad: [\n",
        "privileged: !!js true\n"
      })
  void whatIsWrongAllowsNothingAndSaysWhere(String text) {
    LocalPolicy policy = read(text);

    assertThat(policy.standing()).isEqualTo(Standing.CLOSED);
    assertThat(policy.origin().words()).contains(FILE.toString());
  }

  @Test
  void aWrongKeyIsNamedWithItsPlaceAndTheNearestOne() {
    assertThat(read("privileged: false\nprivilegd: true\n").origin().words())
        .isEqualTo(
            FILE
                + ":2:1: the key \"privilegd\" is not known here, the document is the policy of"
                + " this machine and has no such field, did you mean privileged?");
  }

  @Test
  void withoutAFileItDependsOnWhoGivesTheOrders(@TempDir Path dir) {
    Path none = dir.resolve("policy.yaml");

    assertThat(PolicyFile.orOpen(none).now().standing()).isEqualTo(Standing.OPEN);
    assertThat(PolicyFile.orCareful(none).now().standing()).isEqualTo(Standing.LISTS);
    assertThat(PolicyFile.orCareful(none).now().origin().placeOf("privileged"))
        .isEqualTo("the built-in policy, as there is no " + none + " with `privileged`");
  }

  @Test
  void whatIsThereButCannotBeReadAllowsNothing(@TempDir Path dir) throws IOException {
    Path directory = Files.createDirectory(dir.resolve("a.yaml"));
    Path link = Files.createSymbolicLink(dir.resolve("b.yaml"), dir.resolve("gone"));
    Path large = Files.write(dir.resolve("c.yaml"), new byte[PolicyFile.MAX_BYTES + 1]);

    assertThat(PolicyFile.orOpen(directory).now().standing()).isEqualTo(Standing.CLOSED);
    assertThat(PolicyFile.orOpen(link).now().standing()).isEqualTo(Standing.CLOSED);
    assertThat(PolicyFile.orOpen(large).now().standing()).isEqualTo(Standing.CLOSED);
  }

  @Test
  void aChangeHoldsFromTheNextJudgementOn(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("policy.yaml");
    PolicyFile policy = PolicyFile.orCareful(file);

    Files.writeString(file, "privileged: true\n");
    assertThat(policy.now().privileged()).isTrue();
    assertThat(policy.now()).isSameAs(policy.now());
    Files.writeString(file, "privileged: false\n");
    assertThat(policy.now().privileged()).isFalse();
    Files.writeString(file, "privileged: maybe\n");
    assertThat(policy.now().standing()).isEqualTo(Standing.CLOSED);
  }
}

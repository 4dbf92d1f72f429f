package dev.setpoint.target.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.host.machine.Programs;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No manifest touches the policy of the machine or the state of the agent. */
class OwnGroundTest {
  private static final ResourceInputs INPUTS =
      new ResourceInputs(Map.of(), Map.of(), new Hider(new byte[32]));

  @TempDir private Path root;
  private HostNode host;

  @BeforeEach
  void aMachine() {
    host = new HostNode(HostNode.machine(root, root, (_, _) -> new Programs.Result(0, "", "")));
  }

  @AfterEach
  void close() {
    host.close();
  }

  private boolean isForbidden(String file) {
    host.declare("files: {%s}".formatted(file));
    return host.node().desired().byId().values().stream()
        .anyMatch(each -> host.target().forbids(each, INPUTS).isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/setpoint/policy.yaml: {content: x}",
        "/etc/setpoint: {directory: true}",
        "/etc/setpoint: {link: /tmp}",
        "/etc/setpoint: {absent: true}",
        "/etc: {directory: true, purge: {most: 20}}",
        "/var: {absent: true}",
        "/var/lib/setpoint/identity/key.pem: {content: x}",
      })
  void refusesWhatIsOurs(String file) {
    assertThat(isForbidden(file)).isTrue();
  }

  @Test
  void allowsWhatIsBesideIt() {
    assertThat(isForbidden("/etc: {directory: true}")).isFalse();
    assertThat(isForbidden("/etc/setpoint2: {content: x}")).isFalse();
    assertThat(isForbidden("/var/lib/app: {directory: true, purge: {most: 20}}")).isFalse();
  }
}

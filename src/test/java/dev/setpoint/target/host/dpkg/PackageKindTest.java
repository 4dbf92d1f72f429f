package dev.setpoint.target.host.dpkg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.reconcile.Correction;
import dev.setpoint.target.host.HostNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages, with programs of apt that a test watches. The real ones are in the tests of hosts. */
class PackageKindTest {
  @TempDir private Path root;
  @TempDir private Path attic;
  private SmallApt apt;
  private HostNode host;

  @BeforeEach
  void aMachine() throws IOException {
    Files.createDirectories(root.resolve("var/lib/dpkg"));
    apt = new SmallApt(root.resolve("var/lib/dpkg/status"));
    apt.offers.put("nginx", List.of("1.18-1", "1.22-1", "2.0-1"));
    apt.offers.put("curl", List.of("7.88-1"));
    apt.installed("bash", "5.2-1");
    host = new HostNode(HostNode.machine(root, attic, apt));
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void installsTheNewestWithinBounds() {
    host.keep("packages: {nginx: {version: \">= 1.20, < 2\"}}");

    assertThat(apt.changes).containsExactly("install nginx=1.22-1");
    assertThat(host.differences()).isEmpty();
  }

  @Test
  void aVersionThatHoldsIsNoDrift() {
    apt.installed("nginx", "1.99-3");

    host.keep("packages: {nginx: {version: \">= 1.20, < 2\"}}");

    assertThat(apt.changes).isEmpty();
  }

  @Test
  void goesBackOnlyWhenThatIsDeclared() {
    apt.installed("nginx", "2.0-1");
    host.declare("packages: {nginx: {version: \"1.22-1\"}}");
    assertThat(host.differences()).containsExactly("package/nginx spec.version: 2.0-1 -> 1.22-1");
    assertThat(host.outcomes()).singleElement().asString().contains("allowDowngrade: true");
    assertThat(apt.changes).isEmpty();

    host.keep("packages: {nginx: {version: \"1.22-1\", allowDowngrade: true}}");

    assertThat(apt.changes).containsExactly("install nginx=1.22-1");
  }

  @Test
  void theNewestFollowsTheSources() {
    apt.installed("nginx", "1.18-1");
    host.declare("packages: {nginx: latest}");

    assertThat(host.differences()).containsExactly("package/nginx spec.version: 1.18-1 -> latest");
    host.node().settle();

    assertThat(apt.known("nginx")[1]).isEqualTo("2.0-1");
  }

  @Test
  void absentIsContentWithConfigurationThatStays() {
    apt.record.put("bash", new String[] {"deinstall ok config-files", "5.2-1"});
    apt.write();

    host.keep("packages: {bash: absent}");
    assertThat(apt.changes).isEmpty();

    host.keep("packages: {bash: purged}");
    assertThat(apt.changes).containsExactly("install bash_");
  }

  @Test
  void aHeldOneIsChangedAndHeldAgain() {
    apt.installed("nginx", "1.18-1");
    apt.known("nginx")[0] = "hold ok installed";
    apt.write();

    host.keep("packages: {nginx: {version: \"1.22-1\"}}");

    assertThat(apt.changes).containsExactly("unhold nginx", "install nginx=1.22-1", "hold nginx");
  }

  @Test
  void neverRemovesWhatNobodyDeclaredAbsent() {
    apt.removes.put("nginx", "bash");
    host.declare("packages: {nginx: present}");

    assertThat(host.outcomes())
        .singleElement()
        .asString()
        .contains("apt would also remove bash, which nobody declared absent; nothing was done");
    assertThat(apt.changes).isEmpty();

    host.keep("packages: {nginx: present, bash: absent}");
    assertThat(apt.known("bash")[0]).startsWith("deinstall");
  }

  @Test
  void anUnknownOneIsLookedForAgainAfterTheListsWereFetched() {
    host.declare("packages: {ngnix: present}");

    assertThat(host.outcomes())
        .singleElement()
        .asString()
        .contains("PACKAGE_UNAVAILABLE", "Unable to locate package ngnix");
    assertThat(apt.changes).containsExactly("update");
  }

  @Test
  void aBrokenOneIsSeenAsSuch() {
    apt.broken.add("curl");
    host.declare("packages: {curl: present}");

    assertThat(host.outcomes()).singleElement().asString().contains("PACKAGE_BROKEN");
    assertThat(host.differences())
        .containsExactly("package/curl spec.state: half-configured -> installed");

    apt.broken.clear();
    host.heal();
  }

  @Test
  void aMachineWithoutDpkgIsUnknown() throws IOException {
    Files.delete(root.resolve("var/lib/dpkg/status"));
    host.declare("packages: {curl: absent}");

    assertThat(host.blocked())
        .singleElement()
        .asString()
        .startsWith("StateUnknown")
        .contains("this machine has no dpkg");
  }

  @Test
  void everyCorrectionIsAChangeInPlace() {
    host.declare("packages: {curl: present}");

    assertThat(host.node().pass().correction()).isInstanceOf(Correction.Update.class);
  }
}

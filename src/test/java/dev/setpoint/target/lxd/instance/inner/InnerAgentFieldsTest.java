package dev.setpoint.target.lxd.instance.inner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.instance.InnerNode;
import dev.setpoint.reconcile.field.FieldValue;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is wanted inside, what the agent there says, and how both are compared. */
class InnerAgentFieldsTest {
  private static final Wanted WANTED =
      new Wanted("inner", "https://10.0.0.1:7438", "0123456789abcdef", Optional.empty());
  private static final String STATUS =
      "node=inner\ncontroller=https://10.0.0.1:7438\nrelease=0123456789abcdef\nlink=connected\n";

  private static Seen seen(String text) {
    return Seen.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theNodeIsNamedAfterTheInstanceUnlessTheManifestSaysMore() {
    assertThat(Wanted.of(new InnerNode(null, null, null), "shop", InnerAgents.NONE).node())
        .isEqualTo("shop");
    var named = new InnerNode("inner", "https://10.9.9.9:7438", true);
    Wanted wanted = Wanted.of(named, "shop", InnerAgents.NONE);
    assertThat(wanted.node()).isEqualTo("inner");
    assertThat(wanted.controller()).isEqualTo("https://10.9.9.9:7438");
  }

  @Test
  void anAgentThatSaysAllOfItIsAsDeclared() {
    Seen seen = seen(STATUS);
    assertThat(WANTED.isMetBy(seen)).isTrue();
    assertThat(WANTED.live(seen, Wanted.WORKS)).isEqualTo(WANTED.declared());
  }

  @Test
  void whetherItIsConnectedIsAnotherMatterThanWhetherItIsShutOut() {
    assertThat(WANTED.isMetBy(seen(STATUS.replace("connected", "away")))).isTrue();
    Seen out = seen(STATUS.replace("connected", "refused Barred"));
    assertThat(WANTED.isMetBy(out)).isFalse();
    assertThat(WANTED.live(out, Wanted.WORKS).toString()).contains("inner (refused Barred)");
  }

  @Test
  void withoutAnAgentThereIsOneDifference() {
    assertThat(WANTED.live(Seen.NOBODY, Wanted.WORKS)).isInstanceOf(FieldValue.Text.class);
  }

  @Test
  void aFileThatSomebodyInsideHasTwistedIsNoAgent() {
    assertThat(seen("").isThere()).isFalse();
    assertThat(seen("x".repeat(5_000)).isThere()).isFalse();
    assertThat(seen("node=in\u001bner\n").isThere()).isFalse();
    assertThat(seen("node=" + "x".repeat(400)).isThere()).isFalse();
    assertThat(seen("=inner\nnode\n").isThere()).isFalse();
    assertThat(Seen.of(new byte[] {(byte) 0xff, '=', 'x', '\n'}).isThere()).isFalse();
  }

  @Test
  void theRemedyFollowsWhatDockerSaysAndWhatTheInstanceIsAllowed() {
    var nothing = new Nesting(false, false, false, Optional.of("zfs"));
    var all = new Nesting(true, true, true, Optional.empty());

    assertThat(Nesting.missing("mount /proc: permission denied", nothing))
        .contains("security.nesting: true")
        .doesNotContain("overlay");
    assertThat(Nesting.missing("failed to mount overlay: invalid argument", nothing))
        .contains("(zfs)")
        .contains("/var/lib/docker");
    assertThat(Nesting.missing("mknod dev/x: operation not permitted", nothing))
        .contains("security.syscalls.intercept.mknod: true");
    assertThat(Nesting.missing("lsetxattr trusted.overlay: not permitted", nothing))
        .contains("security.syscalls.intercept.setxattr: true");
    assertThat(Nesting.missing("something odd", all)).contains("journalctl -u docker");
  }

  @Test
  void theLastWordsOfACommandAreOneLineOfBoundedLength() {
    assertThat(Placement.end(" one\n two\u0007 \n")).isEqualTo("one; two?");
    assertThat(Placement.end("x".repeat(5_000))).hasSizeLessThan(700).startsWith("…");
  }
}

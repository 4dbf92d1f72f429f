package dev.setpoint.target.lxd.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.api.FileInfo;
import dev.setpoint.target.lxd.api.InstanceFile;
import dev.setpoint.target.lxd.instance.InstanceNode.Pass;
import dev.setpoint.target.lxd.instance.inner.InnerAgents.Token;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Nodes inside instances on a real server, with an agent that is a shell script: what is put there,
 * what is seen of it, and what is put right.
 */
@Tag("engine")
abstract class InnerNodeContract extends OnServer {
  private static final String INNER =
      """
      apiVersion: setpoint.dev/v1
      kind: Node
      metadata: {name: inner}
      """;
  private static final String JOINED = "/var/lib/setpoint-agent/joined";
  private static final String STATUS = "/run/setpoint-agent/status";

  private final FakeInnerAgents agents;

  InnerNodeContract(Servers which) {
    this(which, new FakeInnerAgents());
  }

  private InnerNodeContract(Servers which, FakeInnerAgents agents) {
    super(which, agents);
    this.agents = agents;
  }

  private static String machine(String image, String more) {
    return HEAD + "  image: {alias: %s}\n  node: {name: inner%s}\n".formatted(image, more);
  }

  private Pass first(String more) {
    node.declare(INNER, machine("busybox", more));
    return node.pass();
  }

  private String read(String path) {
    return server.getFile(WEB, path).map(InstanceFile::text).orElse("");
  }

  private void write(String path, String text) {
    server.putFile(
        WEB,
        path,
        InstanceFile.of(FileInfo.file(0, 0, 0644), text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aNewInstanceIsDoneWhenItsAgentHasJoined() {
    Pass pass = first("").corrected();

    assertThat(pass.correction()).isInstanceOf(Correction.Create.class);
    assertThat(pass.outcome().toString()).contains("joined as inner");
    assertThat(read(JOINED)).isEqualTo("node=inner\ncontroller=https://127.0.0.1:7438\n");
    assertThat(read("/opt/setpoint-agent/size").strip())
        .isEqualTo(Integer.toString(FakeInnerAgents.SIZE));
    assertThat(read("/opt/setpoint-agent/token-mode").strip()).isEqualTo("600");
    assertThat(server.stat(WEB, "/opt/setpoint-agent/incoming")).isEmpty();
    assertThat(agents.asked()).containsExactly("instance/kit-web inner");
    node.mustBeQuiet();
  }

  @Test
  void anAgentThatRunsNoMoreIsStartedWithoutAToken() {
    first("").corrected();

    server.deleteFile(WEB, STATUS);
    Pass pass = seenAndPutBack("spec.node");

    assertThat(pass.outcome().toString()).contains("put the agent of inner in place again");
    server.deleteFile(WEB, STATUS);
    server.deleteFile(WEB, "/opt/setpoint-agent/current");
    seenAndPutBack("spec.node");
    assertThat(agents.asked()).hasSize(1);
  }

  @Test
  void whatIsAnotherAgentThanIsWantedIsPutRight() {
    first("").corrected();

    write(STATUS, read(STATUS).replace("node=inner", "node=outer"));
    write(JOINED, read(JOINED).replace("node=inner", "node=outer"));
    seenAndPutBack("spec.node.name");
    assertThat(agents.asked()).hasSize(2);
    write(STATUS, read(STATUS).replace("release=", "release=0"));
    seenAndPutBack("spec.node.agent");
    assertThat(agents.asked()).hasSize(2);
  }

  @Test
  void anAgentThatTheControllerShutsOutJoinsAnew() {
    first("").corrected();

    write(STATUS, read(STATUS).replace("link=connected", "link=refused Duplicate"));
    seenAndPutBack("spec.node.name");

    assertThat(agents.asked()).hasSize(2);
    write(STATUS, read(STATUS).replace("link=connected", "link=away"));
    node.mustBeQuiet();
  }

  @Test
  void anotherFileSystemJoinsAnew() {
    first("").corrected();

    node.declare(INNER, machine("busybox2", ""));
    Pass pass = node.pass().corrected();

    assertThat(pass.correction()).isInstanceOf(Correction.Replace.class);
    assertThat(read(JOINED)).contains("node=inner");
    assertThat(agents.asked()).hasSize(2);
    node.mustBeQuiet();
  }

  @Test
  void withoutATokenTheInstanceRunsAndTheReasonIsSaid() {
    agents.answer(new Token.Refused(false, "nobody declares it"));
    Pass pass = first("");

    assertThat(pass.outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(FailureReason.INNER_NODE_FAILED);
              assertThat(failed.message()).contains("no token for inner: nobody declares it");
              assertThat(failed.object()).isNotNull();
            });
    assertThat(live().path("status").asText()).isEqualTo("Running");
    agents.answer(new Token.Granted("sp1.second"));
    assertThat(node.pass().corrected().correction()).isInstanceOf(Correction.Update.class);
    node.mustBeQuiet();
  }

  @Test
  void aScriptThatFailsIsQuotedWithoutTheToken() {
    agents.answer(new Token.Granted("sp1.bad"));
    Pass pass = first("");

    assertThat(pass.outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.message())
                    .contains("the token is not good")
                    .doesNotContain("sp1.bad"));
    assertThat(server.stat(WEB, "/opt/setpoint-agent/incoming")).isEmpty();
  }

  @Test
  void dockerThatIsNotThereIsSaidAndNotCorrected() {
    first(", docker: true").corrected();
    Pass pass = node.pass();

    assertThat(pass.changed().fields())
        .singleElement()
        .satisfies(field -> {
          assertThat(field.path()).isEqualTo("spec.node.docker");
          assertThat(String.valueOf(field.observed())).contains("Docker is not there");
        });
    assertThat(pass.plan().corrections()).isEmpty();
    assertThat(pass.plan().blocked())
        .singleElement()
        .satisfies(blocked -> assertThat(blocked.reason()).isEqualTo(FailureReason.NEEDS_HUMAN));
    node.declare(INNER, machine("busybox", ", docker: false"));
    assertThat(node.pass().drifts()).isEmpty();
  }

  @Test
  void aStoppedInstanceIsNotMissed() {
    node.declare(INNER, machine("busybox", "") + "  state: stopped\n");
    Pass pass = node.pass().corrected();

    assertThat(pass.correction()).isInstanceOf(Correction.Create.class);
    assertThat(agents.asked()).isEmpty();
    assertThat(node.pass().drifts()).noneMatch(Drift.Changed.class::isInstance);
  }
}

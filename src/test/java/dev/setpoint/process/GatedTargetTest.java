package dev.setpoint.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.Description;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.Target;
import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.TargetStatus;
import dev.setpoint.target.docker.guard.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the machine's policy lets LXD and Incus be used. */
class GatedTargetTest {
  private static final ResourceId WEB = new ResourceId(ResourceKind.INSTANCE, "web");
  private static final EngineObject OBJECT = new EngineObject("1", "web");
  private static final Outcome PASSED_ON = new Outcome.Unchanged("passed on");

  @TempDir Path machine;

  private Path file() {
    return machine.resolve("policy.yaml");
  }

  private Outcome apply(PolicyFile policy, Correction correction) {
    var inputs = new ResourceInputs(Map.of(), Map.of(), new Hider(new byte[32]));
    return new GatedTarget(new Server(), policy::refusesServers, _ -> Optional.empty())
        .apply(correction, new ApplyRequest(null, inputs, "1", _ -> {}));
  }

  private static Correction create() {
    return new Correction.Create(due(), null);
  }

  private static Correction.Due due() {
    return new Correction.Due(WEB, "lxd", Cause.DRIFT, "", List.of(), Set.of());
  }

  private static void assertRefused(Outcome outcome, String why) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(FailureReason.NOT_ALLOWED_HERE);
              assertThat(failed.message()).startsWith("instance/web: ").contains(why);
            });
  }

  @Test
  void anAgentWithoutPolicyLeavesServersAlone() {
    assertRefused(apply(PolicyFile.orCareful(file()), create()), "servers: true");
  }

  @Test
  void upWithoutPolicyUsesThem() {
    assertThat(apply(PolicyFile.orOpen(file()), create())).isEqualTo(PASSED_ON);
  }

  @Test
  void aPolicyMustNameThem() throws IOException {
    var policy = PolicyFile.orOpen(file());
    Files.writeString(file(), "privileged: true\n");
    assertRefused(apply(policy, create()), file().toString());
    Files.writeString(file(), "servers: true\n");
    assertThat(apply(policy, create())).isEqualTo(PASSED_ON);
    Files.writeString(file(), "servers: maybe\n");
    assertRefused(apply(policy, create()), "cannot be used");
  }

  @Test
  void whatIsThereMayAlwaysBeStoppedStartedAndRemoved() {
    var policy = PolicyFile.orCareful(file());
    assertThat(apply(policy, new Correction.Stop(due(), OBJECT))).isEqualTo(PASSED_ON);
    assertThat(apply(policy, new Correction.Start(due(), OBJECT))).isEqualTo(PASSED_ON);
    assertThat(apply(policy, new Correction.Prune(due(), OBJECT))).isEqualTo(PASSED_ON);
    assertRefused(apply(policy, new Correction.Update(due(), OBJECT)), "servers: true");
    assertRefused(apply(policy, new Correction.Replace(due(), OBJECT)), "servers: true");
  }

  /** A target that says that it was asked. */
  private static final class Server implements Target {
    @Override
    public String name() {
      return "lxd";
    }

    @Override
    public TargetStatus status() {
      return new TargetStatus(true, "", "", "");
    }

    @Override
    public FieldTable table(ResourceKind kind) {
      return FieldTable.of(List.of());
    }

    @Override
    public Description describe(Manifest manifest, ResourceInputs inputs) {
      return new Description(Fields.none(), Map.of(), List.of());
    }

    @Override
    public ObservedState observe(DesiredState desired, Set<ResourceId> only) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Outcome apply(Correction correction, ApplyRequest request) {
      return PASSED_ON;
    }

    @Override
    public AutoCloseable watch(Consumer<TargetEvent> sink) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}

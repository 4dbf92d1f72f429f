package dev.setpoint.link.controlend;

import dev.setpoint.link.controlend.Admission.Verdict.Admitted;
import dev.setpoint.link.controlend.Admission.Verdict.Refused;
import dev.setpoint.trust.NodeRegistry;
import dev.setpoint.trust.NodeRegistry.Arrival;
import java.time.Duration;

/** Lets in whom the registry of nodes lets in. */
public final class RegistryAdmission implements Admission {
  private static final Duration BARRED = Duration.ofMinutes(1);

  private final NodeRegistry registry;

  /** Asks this registry. */
  public RegistryAdmission(NodeRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Verdict admit(AgentIdentity who, String instance, long session) {
    var known = registry.find(who.node()).map(node -> node.keyHash().equals(who.keyHash()));
    if (!known.orElse(false)) {
      return new Refused("Barred", "the key of this certificate is not in force", BARRED, false);
    }
    return switch (registry.arrive(who.node(), instance, session)) {
      case Arrival.Admitted() -> new Admitted();
      case Arrival.Cloned(var why) -> new Refused("Duplicate", why, BARRED, true);
      case Arrival.Barred(var why) -> new Refused("Barred", why, BARRED, false);
    };
  }
}

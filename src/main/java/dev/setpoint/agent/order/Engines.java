package dev.setpoint.agent.order;

import dev.setpoint.manifest.node.TargetDeclaration;
import dev.setpoint.target.Target;
import java.util.List;
import java.util.SequencedMap;

/** The engines of this machine. Safe for many threads. */
@FunctionalInterface
public interface Engines {
  /**
   * The targets of an order by name, the default one first. Asked again with the same declarations
   * it gives the same objects; it does not ask any engine.
   *
   * @param declared engines that the order names; empty means whatever is found
   */
  SequencedMap<String, Target> open(List<TargetDeclaration> declared);
}

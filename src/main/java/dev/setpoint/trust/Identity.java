package dev.setpoint.trust;

/** Who asks. */
public sealed interface Identity {
  /** Somebody who has shown nothing. */
  record Nobody() implements Identity {}

  /**
   * The agent of a node, known by its certificate.
   *
   * @param node name of the node
   */
  record Agent(String node) implements Identity {}

  /**
   * A person, or a script of one, known by a token.
   *
   * @param name as it stands in the trail
   * @param role what the person may do
   */
  record Person(String name, Role role) implements Identity {}
}

package dev.setpoint.rollout;

/** Something that a rollout must know of. */
public sealed interface RolloutEvent {
  /** A node is connected. */
  record Connected(String node) implements RolloutEvent {}

  /** A node is connected no longer. */
  record Left(String node) implements RolloutEvent {}

  /** A node reports that all is well with the revision. */
  record Ready(String node) implements RolloutEvent {}

  /**
   * A node cannot do what the revision says, or refused it.
   *
   * @param what sentence on what is wrong, for people
   */
  record Failed(String node, String what) implements RolloutEvent {}

  /** Nobody knows any more what a connected node was told: it has to be told again. */
  record Forgotten(String node) implements RolloutEvent {}

  /** Time has gone by. */
  record Tick() implements RolloutEvent {}

  /** A person says: go on without the canary's word. */
  record Approved() implements RolloutEvent {}
}

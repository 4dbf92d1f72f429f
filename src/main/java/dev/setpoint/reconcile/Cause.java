package dev.setpoint.reconcile;

/** Who moved. */
public enum Cause {
  /** Git moved, the node did not. */
  INTENTIONAL("intentional"),
  /** The node moved, git did not. */
  DRIFT("drift"),
  /** Both moved since it was last applied. */
  BOTH("both"),
  /** It was never applied by this installation. */
  ADOPTION("adoption"),
  /** Nobody moved: a person asked for it. */
  REQUEST("request");

  private final String word;

  Cause(String word) {
    this.word = word;
  }

  /** The word in output and in the trail. */
  public String word() {
    return word;
  }

  /** The cause of a whole that has both parts. */
  public Cause and(Cause other) {
    if (this == other) {
      return this;
    }
    return this == ADOPTION || other == ADOPTION ? ADOPTION : BOTH;
  }
}

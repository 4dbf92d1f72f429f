package dev.setpoint.simulation;

import java.util.function.Consumer;

/** One run of a process, from its start to its death. Everything it does outside is a step. */
final class Life {
  private static final int NEVER = -1;

  private final Consumer<String> onDeath;
  private boolean alive = true;
  private int stepsLeft = NEVER;

  Life(Consumer<String> onDeath) {
    this.onDeath = onDeath;
  }

  /** The process has ended; no code of the product may catch this. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed(String where) {
      super(where, null, false, false);
    }
  }

  boolean isAlive() {
    return alive;
  }

  /** It dies at one of its next steps. */
  void doom(int steps) {
    stepsLeft = steps;
  }

  /** It lives on. */
  void spare() {
    stepsLeft = NEVER;
  }

  /** Whether it dies at this step; a dead process takes none. */
  boolean diesNow(String where) {
    if (!alive) {
      throw new Killed("dead before " + where);
    }
    return stepsLeft != NEVER && stepsLeft-- == 0;
  }

  /** Ends it here. */
  Killed die(String where) {
    end(where);
    return new Killed(where);
  }

  /** Ends it from outside. */
  void end(String where) {
    if (alive) {
      alive = false;
      onDeath.accept(where);
    }
  }
}

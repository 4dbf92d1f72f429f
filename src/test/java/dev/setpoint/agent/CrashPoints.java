package dev.setpoint.agent;

/** Counts the places where a process could end, and ends it at one of them. */
final class CrashPoints {
  private int passed;
  private int crashAt = Integer.MAX_VALUE;

  /** The process is gone; nothing may catch this. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String where) {
      super(where);
    }
  }

  /** Ends the process at the n-th point from now, counted from 1. */
  void crashAt(int point) {
    passed = 0;
    crashAt = point;
  }

  /** Never again. */
  void calm() {
    crashAt = Integer.MAX_VALUE;
  }

  void point(String where) {
    if (++passed == crashAt) {
      throw new Crash(where);
    }
  }
}

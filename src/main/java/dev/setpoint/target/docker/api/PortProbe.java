package dev.setpoint.target.docker.api;

/** Tells whether anybody listens on a port of an engine's machine. Safe for many threads. */
@FunctionalInterface
public interface PortProbe {
  /** What is known of the port now. */
  Answer look(HostPort port);

  /** What a probe can know. */
  enum Answer {
    FREE,
    TAKEN,
    UNKNOWN
  }

  /** Knows nothing: the engine is elsewhere. */
  static PortProbe blind() {
    return _ -> Answer.UNKNOWN;
  }
}

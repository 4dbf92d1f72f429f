package dev.setpoint.agent.order;

import java.util.Optional;

/** The secrets of this machine; they never come from git. Safe for many threads. */
@FunctionalInterface
public interface SecretSource {
  /** Plain text of a secret; empty when the machine does not have it or it may not be used. */
  Optional<String> read(String name);

  /** What to do about a missing secret, as a sentence for people. */
  default String remedy(String name) {
    return "give the node the secret " + name;
  }
}

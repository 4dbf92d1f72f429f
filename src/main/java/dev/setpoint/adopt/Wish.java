package dev.setpoint.adopt;

import java.util.Set;

/**
 * What is to be taken over.
 *
 * @param node name of this machine in manifests
 * @param names of resources, with or without their kind ({@code container/web}); empty for all
 */
public record Wish(String node, Set<String> names) {
  /** The node that needs no manifest. */
  static final String LOCAL = "local";

  public Wish {
    names = Set.copyOf(names);
  }
}

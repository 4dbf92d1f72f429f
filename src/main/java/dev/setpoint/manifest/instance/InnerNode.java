package dev.setpoint.manifest.instance;

import org.jspecify.annotations.Nullable;

/**
 * An instance that is itself a node of the fleet, with an agent of its own inside.
 *
 * <pre>
 * node: {name: shop-inner, controller: "https://10.30.0.1:7438", docker: true}
 * </pre>
 *
 * @param name name of the node; null for that of the instance
 * @param controller where the agent inside finds the controller; null for where the agent of the
 *     machine finds it
 * @param docker whether Docker must be able to run containers inside; null for "where it is there"
 */
public record InnerNode(
    @Nullable String name, @Nullable String controller, @Nullable Boolean docker) {
  /** The name of the node. */
  public String nameIn(String instance) {
    return name == null ? instance : name;
  }
}

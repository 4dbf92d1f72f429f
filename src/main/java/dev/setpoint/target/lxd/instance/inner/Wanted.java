package dev.setpoint.target.lxd.instance.inner;

import dev.setpoint.manifest.instance.InnerNode;
import dev.setpoint.reconcile.field.FieldValue;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The agent that a manifest wants inside an instance.
 *
 * @param node its name
 * @param controller whom it obeys; empty when nobody knows
 * @param release its program; empty when there is none to be put there
 * @param docker whether Docker must work there; empty for "if it is there"
 */
record Wanted(String node, String controller, String release, Optional<Boolean> docker) {
  static final String NAME = "name";
  static final String CONTROLLER = "controller";
  static final String AGENT = "agent";
  static final String DOCKER = "docker";

  /** What is said of Docker when nothing is wrong. */
  static final String WORKS = "can run containers";

  static Wanted of(InnerNode node, String instance, InnerAgents agents) {
    String controller = node.controller();
    return new Wanted(
        node.nameIn(instance),
        controller == null ? agents.controller() : controller,
        agents.agent().map(AgentPackage::release).orElse(""),
        Optional.ofNullable(node.docker()));
  }

  boolean looksAtDocker() {
    return docker.orElse(true);
  }

  /** Whether what runs is what is wanted. */
  boolean isMetBy(Seen seen) {
    return seen.node().equals(node)
        && (controller.isEmpty() || seen.controller().equals(controller))
        && seen.release().equals(release)
        && !seen.isShutOut();
  }

  FieldValue declared() {
    var fields = new TreeMap<String, FieldValue>();
    fields.put(NAME, FieldValue.text(node));
    if (!controller.isEmpty()) {
      fields.put(CONTROLLER, FieldValue.text(controller));
    }
    fields.put(AGENT, FieldValue.text(release.isEmpty() ? "(not available)" : release));
    if (looksAtDocker()) {
      fields.put(DOCKER, FieldValue.text(WORKS));
    }
    return FieldValue.entries(fields);
  }

  /**
   * The same of what is there.
   *
   * @param docker what was found out about Docker
   */
  FieldValue live(Seen seen, String docker) {
    if (!seen.isThere()) {
      return FieldValue.text("no agent runs");
    }
    var fields = new TreeMap<String, FieldValue>();
    String shut = seen.isShutOut() ? " (" + seen.link() + ")" : "";
    fields.put(NAME, FieldValue.text(seen.node() + shut));
    fields.put(CONTROLLER, FieldValue.text(seen.controller()));
    fields.put(AGENT, FieldValue.text(seen.release()));
    if (looksAtDocker()) {
      fields.put(DOCKER, FieldValue.text(docker));
    }
    return FieldValue.entries(fields);
  }
}

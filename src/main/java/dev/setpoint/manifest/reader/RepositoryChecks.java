package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.ResourceKind;
import java.util.Collection;

/** What only all manifests together can show. */
final class RepositoryChecks {
  private RepositoryChecks() {}

  /** Checks everything. */
  static void run(Declarations all, RepositoryTree tree, Findings findings) {
    Collection<Declared> containers = all.of(ResourceKind.CONTAINER);
    run(all, new Part(all.all(), containers, containers), tree, findings);
  }

  /**
   * What is checked.
   *
   * @param any for what each kind can refer to
   * @param containers for what containers refer to; each name once
   * @param publishing containers whose ports are compared with each other; each name once
   */
  record Part(
      Collection<Declared> any, Collection<Declared> containers, Collection<Declared> publishing) {}

  /** Checks a part of all that is declared. */
  static void run(Declarations all, Part part, RepositoryTree tree, Findings findings) {
    var nodes = new Nodes(all);
    new PlacementCheck(all, nodes, findings).run(part.any());
    new UseCheck(all, nodes, findings).run(part.containers());
    new DependencyCheck(all, nodes, findings).run(part.containers());
    new PortCheck(nodes, findings).run(part.publishing());
    ReferredFiles.check(part.any(), tree, findings);
  }
}

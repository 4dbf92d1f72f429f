package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.RepositoryTree;

/** What only all manifests together can show. */
final class RepositoryChecks {
  private RepositoryChecks() {}

  static void run(Declarations all, RepositoryTree tree, Findings findings) {
    var nodes = new Nodes(all);
    new PlacementCheck(all, nodes, findings).run();
    new UseCheck(all, nodes, findings).run();
    new DependencyCheck(all, nodes, findings).run();
    new PortCheck(all, nodes, findings).run();
    ReferredFiles.check(all, tree, findings);
  }
}

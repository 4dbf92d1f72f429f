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
    Collection<Declared> instances = all.of(ResourceKind.INSTANCE);
    run(all, new Part(all.all(), containers, containers, instances, instances), tree, findings);
  }

  /**
   * What is checked.
   *
   * @param any for what each kind can refer to
   * @param containers for what containers refer to; each name once
   * @param publishing containers whose ports are compared with each other; each name once
   * @param instances for what instances wait for; each name once
   * @param claiming instances whose claims are compared with each other; each name once
   */
  record Part(
      Collection<Declared> any,
      Collection<Declared> containers,
      Collection<Declared> publishing,
      Collection<Declared> instances,
      Collection<Declared> claiming) {}

  /** Checks a part of all that is declared. */
  static void run(Declarations all, Part part, RepositoryTree tree, Findings findings) {
    var nodes = new Nodes(all);
    new PlacementCheck(all, nodes, findings).run(part.any());
    new UseCheck(all, nodes, findings).run(part.containers());
    new DependencyCheck(ResourceKind.CONTAINER, all, nodes, findings).run(part.containers());
    new PortCheck(nodes, findings).run(part.publishing());
    new ServerUseCheck(all, nodes, findings).run(part.any());
    new DependencyCheck(ResourceKind.INSTANCE, all, nodes, findings).run(part.instances());
    new ClaimCheck(nodes, findings).run(part.claiming());
    new HostCheck(nodes, findings).run(all.of(ResourceKind.HOST));
    new InnerNodeCheck(all, nodes, findings).run(part.instances());
    ReferredFiles.check(part.any(), tree, findings);
  }
}

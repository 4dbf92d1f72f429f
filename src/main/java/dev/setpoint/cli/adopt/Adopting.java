package dev.setpoint.cli.adopt;

import dev.setpoint.adopt.Adopted;
import dev.setpoint.adopt.Wish;
import dev.setpoint.cli.session.UpOptions.EngineChoice;
import java.util.List;

/** Makes manifests of what is live on this machine; given by the program's entry point. */
@FunctionalInterface
public interface Adopting {
  /** The manifests, and what has none. */
  Adopted adopt(Options options);

  /**
   * What the command line says.
   *
   * @param targets engines and servers; empty for those that are found
   * @param project of LXD and Incus servers
   */
  record Options(List<EngineChoice> targets, String project, Wish wish) {
    public Options {
      targets = List.copyOf(targets);
    }
  }
}

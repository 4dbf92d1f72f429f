package dev.setpoint.target.lxd.instance.inner;

import dev.setpoint.manifest.ResourceId;
import java.util.Optional;

/** Where the agents come from that are put into instances. Safe for many threads. */
public interface InnerAgents {
  /** Without agents: nothing can be put anywhere. */
  InnerAgents NONE =
      new InnerAgents() {
        @Override
        public Optional<AgentPackage> agent() {
          return Optional.empty();
        }

        @Override
        public String controller() {
          return "";
        }

        @Override
        public Token token(ResourceId instance, String node) {
          return new Token.Refused(false, "nobody gives tokens here");
        }
      };

  /** The program; empty where this one was not installed from an archive. */
  Optional<AgentPackage> agent();

  /** Where the agent of this machine finds the controller; empty when nobody knows. */
  String controller();

  /** Asks the controller for a token; blocks for half a minute at most. */
  Token token(ResourceId instance, String node);

  /** What the controller answers. */
  sealed interface Token {
    /**
     * It may join.
     *
     * @param text a secret
     */
    record Granted(String text) implements Token {
      @Override
      public String toString() {
        return "Granted[]";
      }
    }

    /**
     * It may not.
     *
     * @param passing whether asking again a little later may help
     */
    record Refused(boolean passing, String why) implements Token {}
  }
}
